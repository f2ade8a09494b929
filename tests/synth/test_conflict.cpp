// Tests which properties conflict: compares the search for a smallest conflict with a search of all sets, and
// checks the engines' answers to known impossibilities.

#include "synth/conflict.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <set>
#include <string>

#include "base/rng.h"
#include "model/fixtures.h"
#include "synth/exact.h"

namespace ggms::synth {
namespace {

using testing::ElementsAre;

unsigned set_of(const std::vector<int>& properties) {
  unsigned set = 0;
  for (const int property : properties) set |= 1U << static_cast<unsigned>(property);
  return set;
}

/// Sets that can't be met: those that contain one of some random sets, and so the set of all.
struct Truth {
  int count = 0;
  std::vector<unsigned> reasons;

  bool can_be_met(unsigned set) const {
    return std::none_of(reasons.begin(), reasons.end(),
                        [&](unsigned reason) { return (set & reason) == reason; });
  }
};

Truth random_truth(base::Rng& rng) {
  Truth truth;
  truth.count = 1 + static_cast<int>(rng.below(6));
  const std::uint64_t sets = std::uint64_t{1} << static_cast<unsigned>(truth.count);
  for (std::uint64_t i = 1 + rng.below(4); i > 0; --i) {
    truth.reasons.push_back(static_cast<unsigned>(1 + rng.below(sets - 1)));
  }
  return truth;
}

TEST(Conflict, IsTheSmallestSetThatCannotBeMet) {
  base::Rng rng(1, "conflicts");
  for (int i = 0; i < 2000; ++i) {
    const Truth truth = random_truth(rng);
    int fewest = truth.count;
    for (const unsigned reason : truth.reasons) fewest = std::min(fewest, std::popcount(reason));
    std::multiset<std::vector<int>> asked;
    const Conflict conflict = smallest_conflict(truth.count, [&](const std::vector<int>& properties) {
      asked.insert(properties);
      return std::optional(truth.can_be_met(set_of(properties)));
    });
    EXPECT_TRUE(conflict.minimal);
    EXPECT_FALSE(truth.can_be_met(set_of(conflict.properties)));
    EXPECT_EQ(static_cast<int>(conflict.properties.size()), fewest);
    EXPECT_TRUE(std::is_sorted(conflict.properties.begin(), conflict.properties.end()));
    EXPECT_EQ(std::set(asked.begin(), asked.end()).size(), asked.size()) << "no set is asked about twice";
  }
}

TEST(Conflict, IsOneAndProvedMinimalOnlyWhereItIsAlsoWhereTheOracleDoesNotAlwaysKnow) {
  base::Rng rng(2, "conflicts");
  int minimal = 0;
  int open = 0;
  for (int i = 0; i < 2000; ++i) {
    const Truth truth = random_truth(rng);
    std::set<unsigned> known;
    const Conflict conflict =
        smallest_conflict(truth.count, [&](const std::vector<int>& properties) -> std::optional<bool> {
          if (rng.below(3) == 0) return std::nullopt;
          const unsigned set = set_of(properties);
          known.insert(set);
          return truth.can_be_met(set);
        });
    const unsigned set = set_of(conflict.properties);
    EXPECT_FALSE(truth.can_be_met(set));
    ++(conflict.minimal ? minimal : open);
    if (!conflict.minimal) continue;
    for (const int property : conflict.properties) {
      const unsigned without = set & ~(1U << static_cast<unsigned>(property));
      EXPECT_TRUE(truth.can_be_met(without));
      EXPECT_TRUE(without == 0 || std::any_of(known.begin(), known.end(),
                                              [&](unsigned answered) {
                                                return (answered & without) == without &&
                                                       truth.can_be_met(answered);
                                              }))
          << "not proved";
    }
  }
  EXPECT_GT(minimal, 200);
  EXPECT_GT(open, 200);
}

TEST(Conflict, AnOracleThatKnowsNothingLeavesAllProperties) {
  const Conflict conflict = smallest_conflict(3, [](const auto&) { return std::nullopt; });
  EXPECT_THAT(conflict.properties, ElementsAre(0, 1, 2));
  EXPECT_FALSE(conflict.minimal);
  const Conflict many = smallest_conflict(100, [](const auto&) { return std::nullopt; });
  EXPECT_EQ(many.properties.size(), 100U);
  EXPECT_FALSE(many.minimal);
}

// ---- engines

Attempt attempt_at(const spec::Spec& spec, const model::Setting& setting, bool any_states) {
  return {model::Problem(spec, setting).setting(), Answer::kInfeasible, 0, any_states};
}

std::vector<std::string> conflict_of(const spec::Spec& spec, const Attempt& attempt) {
  constexpr double kSeconds = 600;  // each of these takes next to no time
  const Conflict conflict = explain(spec, attempt, {1, 1}, {}, kSeconds, {});
  EXPECT_TRUE(conflict.minimal);
  std::vector<std::string> names;
  for (const int property : conflict.properties) {
    names.push_back(spec.properties[static_cast<std::size_t>(property)].name);
  }
  return names;
}

TEST(Conflict, OfKnownImpossibilitiesIsWhatTheirProofsUse) {
  const spec::Spec& consensus = model::spec_of("consensus");
  const auto three = ElementsAre("agreement", "validity-one", "validity-zero");
  // Two generals (Gray 1978), and two rounds for two crashes among four (Lynch 1996, section 6.7).
  EXPECT_THAT(conflict_of(consensus, attempt_at(consensus, model::setting_of(2, 3, 2, "loss=1"), false)),
              three);
  EXPECT_THAT(conflict_of(consensus, attempt_at(consensus, model::setting_of(4, 2, 2, "crash=2"), false)),
              three);
  EXPECT_THAT(conflict_of(consensus, attempt_at(consensus, model::setting_of(4, 2, 1, "crash=2"), true)),
              three);
}

TEST(Conflict, LeavesOutWhatIsNotNeededAndCanBeRunAgain) {
  const spec::Spec& spec = model::spec_of("consensus");
  const model::Setting setting = model::setting_of(4, 2, 2, "crash=2");
  const Conflict conflict = explain(spec, attempt_at(spec, setting, false), {1, 1}, {}, 600, {});
  const auto answer = [&](const std::vector<int>& properties) {
    base::Stop stop;
    return exact({spec::with_properties(spec, properties), setting}, {1, 1}, stop, {}).answer;
  };
  ASSERT_LT(conflict.properties.size(), spec.properties.size());
  EXPECT_EQ(answer(conflict.properties), Answer::kInfeasible);
  for (std::size_t i = 0; i < conflict.properties.size(); ++i) {
    std::vector<int> without = conflict.properties;
    without.erase(without.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_EQ(answer(without), Answer::kFound);
  }
}

TEST(Conflict, WithoutTimeOrWhenInterruptedIsLeftAsItIs) {
  const spec::Spec& spec = model::spec_of("consensus");
  const Attempt attempt = attempt_at(spec, model::setting_of(4, 2, 2, "crash=2"), false);
  const std::atomic<bool> interrupted{true};
  const std::pair<base::Stop, double> ends[] = {{{}, 0}, {{0, 0, &interrupted}, 600}};
  for (const auto& [limits, seconds] : ends) {
    const Conflict conflict = explain(spec, attempt, {1, 1}, limits, seconds, {});
    EXPECT_EQ(conflict.properties.size(), spec.properties.size());
    EXPECT_FALSE(conflict.minimal);
  }
}

TEST(Conflict, AsksOnlyWhatTheKeptPropertiesAskFor) {
  const spec::Spec& spec = model::spec_of("replication");  // names p1, and asks who is connected
  const model::Problem whole(spec, model::setting_of(3, 1, 1, "crash=1"));
  ASSERT_TRUE(whole.compiled().uses_names() && whole.compiled().uses_connected());
  const model::Problem ghosts(spec::with_properties(spec, {0}), whole.setting());
  ASSERT_EQ(ghosts.specification().properties.size(), 1U);
  EXPECT_EQ(ghosts.specification().properties[0].name, "no-ghosts");
  EXPECT_FALSE(ghosts.compiled().uses_connected());
}

}  // namespace
}  // namespace ggms::synth
