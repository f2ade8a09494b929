// Tests that the transition table behaves like a map from entries to states, in all its representations.

#include "model/machine.h"

#include <algorithm>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/rng.h"
#include "model/fixtures.h"

namespace ggms::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(Machine, HasNoEntriesAtFirst) {
  const Machine machine(setting_of(3, 2, 2, "crash=1"));
  EXPECT_THAT(machine.entries(), IsEmpty());
  EXPECT_EQ(machine.next({1, 0, 5}), Machine::kUndefined);
}

TEST(Machine, ListsItsEntriesByRoundThenProcessThenVector) {
  Machine machine(setting_of(2, 2, 2, "crash=1", View::kVectorId));
  machine.set({2, 0, 4}, 1);
  machine.set({1, 1, 3}, 0);
  machine.set({1, 0, 8}, 1);
  machine.set({1, 0, 7}, 0);
  machine.set({1, 0, 8}, 0);  // replaces
  EXPECT_THAT(machine.entries(), ElementsAre(Pair(Entry{1, 0, 7}, 0), Pair(Entry{1, 0, 8}, 0),
                                             Pair(Entry{1, 1, 3}, 0), Pair(Entry{2, 0, 4}, 1)));
}

TEST(Machine, SupposesAStateOnlyWhereNothingIsSetInThatRound) {
  Machine machine(setting_of(3, 2, 2, "crash=1"));
  machine.set({1, 0, 5}, 1);
  machine.suppose(1, 0);
  EXPECT_EQ(machine.next({1, 0, 5}), 1);
  EXPECT_EQ(machine.next({1, 0, 6}), 0);
  EXPECT_EQ(machine.next({2, 0, 6}), Machine::kUndefined);
  EXPECT_THAT(machine.entries(), ElementsAre(Pair(Entry{1, 0, 5}, 1)));
}

TEST(Machine, CopiesAreIndependent) {
  Machine machine(setting_of(3, 2, 2, "crash=1"));
  machine.set({1, 0, 5}, 1);
  Machine copy = machine;
  copy.set({1, 0, 5}, 0);
  EXPECT_EQ(machine.next({1, 0, 5}), 1);
}

/// Sets and overwrites entries at random and compares with a map, all the while.
void expect_like_a_map(const Setting& setting, std::uint64_t most_keys) {
  base::Rng rng(1, "machine");
  Machine machine(setting);
  machine.suppose(2, 1);
  std::map<Entry, State> expected;
  constexpr int kSteps = 60'000;
  for (int i = 0; i < kSteps; ++i) {
    const int round = 1 + static_cast<int>(rng.below(2));
    const Keys& keys = machine.keys(round);
    const int slot = static_cast<int>(rng.below(static_cast<std::uint64_t>(keys.slots())));
    const Entry entry{round, slot, keys.span() - 1 - rng.below(std::min(keys.span(), most_keys))};
    const auto found = expected.find(entry);
    ASSERT_EQ(machine.next(entry), found != expected.end() ? found->second
                                   : round == 2            ? 1
                                                           : Machine::kUndefined);
    const auto next = static_cast<State>(rng.below(2));
    machine.set(entry, next);
    expected[entry] = next;
  }
  const std::vector<std::pair<Entry, State>> all(expected.begin(), expected.end());
  EXPECT_EQ(machine.entries(), all);
}

TEST(Machine, IsLikeAMapWithFewKeys) {
  expect_like_a_map(setting_of(5, 2, 2, "crash=1", View::kVectorId), 1U << 20U);
}
TEST(Machine, IsLikeAMapWhenATableFillsUp) {
  expect_like_a_map(setting_of(10, 2, 2, "crash=1"), 1U << 20U);  // 59,049 keys, most of them set
}
TEST(Machine, IsLikeAMapWithMoreKeysThanAnArrayCanHave) {
  expect_like_a_map(setting_of(39, 2, 2, "crash=1"), 1U << 20U);
}
TEST(Machine, IsLikeAMapWhenFewOfManyKeysAreSet) {
  expect_like_a_map(setting_of(12, 2, 2, "crash=1", View::kVectorId), 100);
}

}  // namespace
}  // namespace ggms::model
