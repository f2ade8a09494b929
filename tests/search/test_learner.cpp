// Tests the steps of learning on cases worked out by hand: the training buffer, Algorithm 4's choice,
// Algorithm 2's 70/30, and when Algorithm 3 unfreezes.

#include "search/learner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/error.h"
#include "model/fixtures.h"
#include "search/ambiguity.h"
#include "search/buffer.h"
#include "verify/check.h"

namespace ggms::search {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr double kPMin = 0.2, kDiffMax = 0.1;  // GGMS Algorithm 4

/// Consensus among three processes, two of which may crash, in three rounds with two states.
struct Case {
  model::Problem problem = model::problem_of("consensus", model::setting_of(3, 3, 2, "crash=2"));
  Entries entries{problem};
  FreezeStack frozen{entries};
  Buffer buffer{entries, 2, 0.5};

  /// The entries of a round whose vectors lack `lost` messages.
  std::vector<EntryId> of(int round, int lost) const {
    std::vector<EntryId> found;
    for (EntryId id = 0; id < entries.size(); ++id) {
      if (entries.round(id) == round && entries.lost(id) == lost) found.push_back(id);
    }
    return found;
  }
  Ambiguity next() const { return most_ambiguous(buffer, entries, frozen, kPMin, kDiffMax); }
};

TEST(Buffer, IsTheMeanOfItsSamples) {
  Case c;
  EXPECT_THAT(c.buffer.entries(), IsEmpty());
  c.buffer.add(3, {1, 0});
  c.buffer.add(3, {0, 1});
  c.buffer.add(3, {0.25, 0.75});
  EXPECT_THAT(c.buffer.entries(), ElementsAre(3U));
  EXPECT_DOUBLE_EQ(c.buffer.mean(3, 0), 1.25 / 3);
  EXPECT_DOUBLE_EQ(c.buffer.mean(3, 1), 1.75 / 3);
}

TEST(Buffer, CountsAnOlderEpisodeHalf) {
  Case c;
  c.buffer.add(3, {1, 0});
  c.buffer.age();
  c.buffer.add(3, {0, 1});
  EXPECT_DOUBLE_EQ(c.buffer.mean(3, 0), 1.0 / 3);  // 0.5 / (0.5 + 1)
  c.buffer.age();
  c.buffer.add(3, {0, 1});
  EXPECT_DOUBLE_EQ(c.buffer.mean(3, 0), 1.0 / 7);  // 0.25 / (0.25 + 0.5 + 1)
}

TEST(Buffer, ForgetsAllAndIsReadBack) {
  Case c;
  c.buffer.add(1, {0.25, 0.75});
  c.buffer.add(4, {1, 0});
  c.buffer.age();
  const std::vector<double> state = c.buffer.state();
  c.buffer.clear();
  EXPECT_THAT(c.buffer.entries(), IsEmpty());
  c.buffer.restore(state);
  EXPECT_THAT(c.buffer.entries(), ElementsAre(1U, 4U));
  EXPECT_DOUBLE_EQ(c.buffer.mean(1, 1), 0.75);
  EXPECT_THROW(c.buffer.restore({1, 2, 3}), base::Error);
}

TEST(Buffer, ForgetsASampleThatWeighsLessThanAHundredth) {
  Case c;
  c.buffer.add(3, {1, 0});
  for (int episode = 0; episode < 6; ++episode) c.buffer.age();
  EXPECT_TRUE(c.buffer.has(3)) << "1/64";
  c.buffer.age();
  EXPECT_FALSE(c.buffer.has(3)) << "1/128";
  c.buffer.add(3, {0, 1});
  EXPECT_EQ(c.buffer.mean(3, 0), 0) << "nothing is left of the first one";
}

TEST(Algorithm4, WantsTwoProbableMovesThatHardlyDiffer) {
  struct Row {
    std::vector<double> mean;
    bool is_ambiguous;
  };
  for (const Row& row : {Row{{0.5, 0.5}, true}, Row{{0.54, 0.46}, true}, Row{{0.46, 0.54}, true},
                         Row{{0.56, 0.44}, false}, Row{{0.9, 0.1}, false}, Row{{1, 0}, false}}) {
    Case c;
    const EntryId entry = c.of(2, 0).front();
    c.buffer.add(entry, row.mean);
    EXPECT_EQ(c.next().ambiguous.has_value(), row.is_ambiguous) << row.mean[0];
    EXPECT_EQ(c.next().least_clear, entry) << row.mean[0];
  }
}

TEST(Algorithm4, LeavesImprobableMovesAlone) {
  Case c;
  Buffer wide(c.entries, 6, 0.5);
  const EntryId entry = c.of(3, 0).front();
  wide.add(entry, {0.15, 0.1, 0, 0, 0, 0.75});  // the first two, all that a decision has here, hardly differ
  const Ambiguity found = most_ambiguous(wide, c.entries, c.frozen, kPMin, kDiffMax);
  EXPECT_FALSE(found.ambiguous) << "the second one is less than 0.2 probable";
  EXPECT_EQ(found.least_clear, entry);
}

TEST(Algorithm4, TakesLaterRoundsFirstThenFewerLosses) {
  Case c;
  const EntryId early = c.of(1, 0).front();
  const EntryId late_two = c.of(3, 2).front();
  const EntryId late_one = c.of(3, 1).front();
  const EntryId late_none = c.of(3, 0).back();
  const auto add = [&](EntryId entry) { c.buffer.add(entry, {0.5, 0.5}); };
  add(early);
  EXPECT_EQ(c.next().ambiguous, early);
  add(late_two);
  EXPECT_EQ(c.next().ambiguous, late_two) << "a later round goes before fewer losses";
  add(late_one);
  EXPECT_EQ(c.next().ambiguous, late_one);
  add(late_none);
  EXPECT_EQ(c.next().ambiguous, late_none);
  c.frozen.freeze(late_none, 0);
  EXPECT_EQ(c.next().ambiguous, late_one) << "frozen entries are decided";
}

TEST(Algorithm4, KnowsTheLeastClearEntryWhereNoneIsAmbiguous) {
  Case c;
  const EntryId clear = c.of(3, 0).front(), less_clear = c.of(1, 0).front();
  c.buffer.add(clear, {0.95, 0.05});
  c.buffer.add(less_clear, {0.7, 0.3});
  EXPECT_FALSE(c.next().ambiguous);
  EXPECT_EQ(c.next().least_clear, less_clear);
}

TEST(Algorithm4, FreezesNothingWithoutSamples) {
  const Case c;
  EXPECT_FALSE(c.next().ambiguous);
  EXPECT_FALSE(c.next().least_clear);
}

TEST(Algorithm2, PlaysCounterexamplesSevenTimesInTen) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(3, 3, 2, "crash=2"));
  Options options;
  options.policy = policy::parse_kind("table");
  Learner learner(problem, options, 1);
  // Phase 0 has equal initial values only, so the others show where a sample comes from.
  const std::vector<verify::Violation> mixed = {
      {0, model::scenario_of({0, 1, 1}, std::vector<model::RoundFaults>(3))},
      {0, model::scenario_of({0, 0, 1}, std::vector<model::RoundFaults>(3))}};
  const auto share_of_mixed = [&] {
    constexpr int kSamples = 20'000;
    int count = 0;
    for (int i = 0; i < kSamples; ++i) {
      const std::vector<int> initial = learner.sample_scenario(0).initial;
      count += initial != std::vector<int>(3, initial.front()) ? 1 : 0;
    }
    return static_cast<double>(count) / kSamples;
  };
  EXPECT_EQ(share_of_mixed(), 0) << "nothing has failed yet";
  learner.set_failed(mixed);
  EXPECT_NEAR(share_of_mixed(), 0.7, 0.02);  // six standard deviations of 20,000 draws
  int first = 0;
  for (int i = 0; i < 20'000; ++i)
    first += learner.sample_scenario(0).initial == mixed[0].scenario.initial ? 1 : 0;
  EXPECT_NEAR(first / 20'000.0, 0.35, 0.021) << "each of two counterexamples is as likely";
  for (int episode = 0; episode < options.keep_failed - 1; ++episode) learner.set_failed({});
  EXPECT_NEAR(share_of_mixed(), 0.7, 0.02) << "counterexamples are kept for some episodes";
  learner.set_failed({});
  EXPECT_EQ(share_of_mixed(), 0) << "and then forgotten";
}

/// Two processes that can't fail decide after one round; every entry is a pair of values.
struct Pair {
  model::Problem problem = model::problem_of("consensus", model::setting_of(2, 1, 1, "none"));
  Learner learner{problem, with_a_table(), 1};

  static Options with_a_table() {
    Options options;
    options.policy = policy::parse_kind("table");
    return options;
  }
  /// The entry in which the processes had these values.
  EntryId entry(int first, int second) const {
    return learner.entries().id({1, 0, learner.machine().keys(1).encode(model::vector_of({first, second}))});
  }
  Learner::Played play(const std::vector<int>& initial) {
    base::Stop stop;
    return learner.run_mcts({initial, {}, {0}}, stop);
  }
};

TEST(Algorithm3, UnfreezesWhereAScenarioIsLostThroughFrozenEntries) {
  Pair pair;
  pair.learner.freeze(pair.entry(1, 1), 1);
  pair.learner.freeze(pair.entry(0, 0), 1);  // against validity
  pair.learner.freeze(pair.entry(0, 1), 1);
  EXPECT_FALSE(pair.play({1, 1}).is_proved) << "the frozen entries there are right";
  EXPECT_FALSE(pair.play({1, 0}).is_proved) << "no entry is frozen there";
  const Learner::Played lost = pair.play({0, 0});
  ASSERT_TRUE(lost.is_proved);
  ASSERT_FALSE(lost.culprits.empty());
  EXPECT_THAT(lost.culprits, testing::Each(pair.entry(0, 0))) << "only what was activated";
  ASSERT_TRUE(pair.learner.determine_unfreeze(lost.culprits));
  EXPECT_EQ(pair.learner.frozen().value(pair.entry(0, 0)), 0);
  EXPECT_EQ(pair.learner.frozen().value(pair.entry(1, 1)), 1);
  EXPECT_FALSE(pair.play({0, 0}).is_proved);
}

}  // namespace
}  // namespace ggms::search
