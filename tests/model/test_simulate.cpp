// Tests the step semantics on runs worked out by hand: FloodSet for three processes of which one may crash,
// in two rounds.

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/rng.h"
#include "model/fixtures.h"
#include "model/random_scenario.h"
#include "model/step.h"
#include "spec/outcome.h"

namespace ggms::model {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

constexpr int kAbsent = Execution::kAbsent;

/// The truth of each property of a finished run, in the order of the file.
std::vector<bool> properties_of(const Problem& problem, const Execution& run) {
  std::vector<bool> truth;
  for (const spec::Property& property : problem.specification().properties) {
    truth.push_back(spec::evaluate(problem.specification().formulas, property.formula, run.outcome));
  }
  return truth;
}

class FloodSetByHand : public testing::Test {
 protected:
  const Problem problem_ = problem_of("consensus", setting_of(3, 2, 2, "crash=1"));
  const Machine machine_ = floodset(problem_.setting());

  std::uint64_t key(int round, const std::vector<int>& received) const {
    return machine_.keys(round).encode(vector_of(received));
  }
};

TEST_F(FloodSetByHand, WithoutFaultsAllDecideTheLeast) {
  const Execution run = simulate(problem_, machine_, scenario_of({1, 0, 1}, {}));
  EXPECT_THAT(run.states, ElementsAre(ElementsAre(1, 0, 1), ElementsAre(0, 0, 0), ElementsAre(0, 0, 0)));
  EXPECT_FALSE(run.missing);
  EXPECT_FALSE(run.outcome.facts.lost);
  EXPECT_FALSE(run.outcome.facts.crashed);
  EXPECT_EQ(run.outcome.facts.failures, 0);
  for (const spec::Observation& seen : run.outcome.processes) {
    EXPECT_TRUE(seen.correct);
    EXPECT_EQ(seen.decision, 0);
    EXPECT_EQ(seen.decided_in, 2);
  }
  EXPECT_THAT(properties_of(problem_, run), ElementsAre(true, true, true, true));
}

TEST_F(FloodSetByHand, ACrashThatReachesOneOfTwoIsHealedInTheSecondRound) {
  // Process 1 alone proposes zero, crashes in round 1, and reaches only process 2.
  const Execution run = simulate(problem_, machine_, scenario_of({0, 1, 1}, {{{0}, {{2, 0}}}, {}}));
  EXPECT_THAT(run.states,
              ElementsAre(ElementsAre(0, 1, 1), ElementsAre(kAbsent, 0, 1), ElementsAre(kAbsent, 0, 0)));
  ASSERT_THAT(run.entries, SizeIs(2));
  EXPECT_EQ(run.entries[0][0].round, 0);  // it makes no move
  EXPECT_EQ(run.entries[0][1], (Entry{1, 0, key(1, {0, 1, 1})}));
  EXPECT_EQ(run.entries[0][2], (Entry{1, 0, key(1, {kLost, 1, 1})}));
  EXPECT_EQ(run.entries[1][0].round, 0);
  EXPECT_EQ(run.entries[1][1], (Entry{2, 0, key(2, {kLost, 0, 1})}));
  EXPECT_EQ(run.entries[1][2], (Entry{2, 0, key(2, {kLost, 0, 1})}));
  ASSERT_THAT(run.heard, SizeIs(2));
  EXPECT_TRUE(run.heard[0][1 * 3 + 0]);
  EXPECT_FALSE(run.heard[0][2 * 3 + 0]);
  EXPECT_TRUE(run.heard[0][2 * 3 + 1]);
  EXPECT_FALSE(run.heard[1][1 * 3 + 0]);  // nothing comes from the crashed

  EXPECT_TRUE(run.outcome.facts.lost);
  EXPECT_TRUE(run.outcome.facts.crashed);
  EXPECT_EQ(run.outcome.facts.failures, 1);
  EXPECT_FALSE(run.outcome.processes[0].correct);
  EXPECT_EQ(run.outcome.processes[0].initial, 0);
  EXPECT_TRUE(run.outcome.processes[1].correct);
  EXPECT_EQ(run.outcome.processes[1].decision, 0);
  EXPECT_EQ(run.outcome.processes[2].decision, 0);
  EXPECT_THAT(properties_of(problem_, run), ElementsAre(true, true, true, true));
}

TEST_F(FloodSetByHand, OneRoundIsTooFewAndAgreementBreaks) {
  const Problem hasty = problem_of("consensus", setting_of(3, 1, 2, "crash=1"));
  const Execution run = simulate(hasty, floodset(hasty.setting()), scenario_of({0, 1, 1}, {{{0}, {{2, 0}}}}));
  EXPECT_THAT(run.states.back(), ElementsAre(kAbsent, 0, 1));
  EXPECT_THAT(properties_of(hasty, run), ElementsAre(false, true, true, true));
}

TEST_F(FloodSetByHand, ACrashedProcessDecidesNothingEvenWhenItReachesAllInTheLastRound) {
  const Execution run = simulate(problem_, machine_, scenario_of({0, 1, 1}, {{}, {{0}, {}}}));
  EXPECT_THAT(run.states.back(), ElementsAre(kAbsent, 0, 0));
  EXPECT_EQ(run.outcome.processes[0].decision, spec::Observation::kNone);
  EXPECT_EQ(run.outcome.processes[0].decided_in, spec::Observation::kNone);
  EXPECT_FALSE(run.outcome.processes[0].correct);
}

TEST_F(FloodSetByHand, ACrashInTheLastRoundThatReachesAllLosesNothing) {
  EXPECT_FALSE(simulate(problem_, machine_, scenario_of({0, 1, 1}, {{}, {{0}, {}}})).outcome.facts.lost);
  EXPECT_TRUE(simulate(problem_, machine_, scenario_of({0, 1, 1}, {{}, {{0}, {{1, 0}}}})).outcome.facts.lost);
  // In an earlier round it does: the crashed is silent afterwards.
  EXPECT_TRUE(simulate(problem_, machine_, scenario_of({0, 1, 1}, {{{0}, {}}, {}})).outcome.facts.lost);
}

TEST_F(FloodSetByHand, AMessageLostOnTheWayToOneThatDoesNotMoveIsNoLoss) {
  const Problem problem = problem_of("consensus", setting_of(3, 1, 2, "crash=2"));
  // Processes 1 and 2 crash in the only round; both reach process 3, but not each other.
  const Execution run =
      simulate(problem, floodset(problem.setting()), scenario_of({0, 1, 1}, {{{0, 1}, {{0, 1}, {1, 0}}}}));
  EXPECT_FALSE(run.outcome.facts.lost);
  EXPECT_EQ(run.outcome.facts.failures, 2);
  EXPECT_THAT(run.states.back(), ElementsAre(kAbsent, kAbsent, 0));
}

TEST_F(FloodSetByHand, WhenAllCrashNoneDecides) {
  const Problem problem = problem_of("consensus", setting_of(2, 1, 2, "crash=2"));
  const Execution run = simulate(problem, floodset(problem.setting()), scenario_of({0, 1}, {{{0, 1}, {}}}));
  EXPECT_THAT(run.states.back(), ElementsAre(kAbsent, kAbsent));
  EXPECT_FALSE(run.missing);
  EXPECT_THAT(properties_of(problem, run), ElementsAre(true, true, true, true));
}

TEST_F(FloodSetByHand, TheRunEndsWhereAnEntryIsMissing) {
  Machine machine(problem_.setting());
  for (const auto& [entry, next] : machine_.entries()) {
    if (entry != Entry{1, 0, key(1, {kLost, 1, 1})}) machine.set(entry, next);
  }
  EXPECT_FALSE(simulate(problem_, machine, scenario_of({0, 1, 1}, {})).missing);
  const Execution run = simulate(problem_, machine, scenario_of({0, 1, 1}, {{{0}, {{2, 0}}}, {}}));
  ASSERT_TRUE(run.missing);
  EXPECT_EQ(run.missing->process, 2);
  EXPECT_EQ(run.missing->entry, (Entry{1, 0, key(1, {kLost, 1, 1})}));
  EXPECT_THAT(run.states, ElementsAre(ElementsAre(0, 1, 1)));
  EXPECT_THAT(run.entries, SizeIs(1));
  EXPECT_THAT(run.heard, SizeIs(1));
}

TEST(Simulate, TellsProcessesApartInVectorIdOnly) {
  const Problem problem = problem_of("consensus", setting_of(3, 1, 2, "none", View::kVectorId));
  const Machine machine = machine_by(
      problem.setting(), [](int, int slot, const Received&) { return static_cast<State>(slot == 1); });
  EXPECT_THAT(simulate(problem, machine, scenario_of({0, 0, 0}, {})).states.back(), ElementsAre(0, 1, 0));
}

TEST(Simulate, ShowsTheOwnStateInCountsOwn) {
  const Problem problem = problem_of("consensus", setting_of(3, 1, 2, "none", View::kCountsOwn));
  const Machine machine = machine_by(problem.setting(), [](int, int, const Received& received) {
    return static_cast<State>(1 - received.own);
  });
  EXPECT_THAT(simulate(problem, machine, scenario_of({0, 1, 1}, {})).states.back(), ElementsAre(1, 0, 0));
}

/// What a receiver sees, spelt out in the words of the view.
Received seen_by(const Setting& setting, int receiver, int alphabet, const std::vector<int>& vector,
                 int own) {
  Received received;
  if (setting.view == View::kVector || setting.view == View::kVectorId) return vector_of(vector);
  received.counts.assign(static_cast<std::size_t>(alphabet) + 1, 0);
  for (const int state : vector)
    ++received.counts[static_cast<std::size_t>(state == kLost ? alphabet : state)];
  if (setting.view == View::kCountsOwn) received.own = own;
  EXPECT_NE(vector[static_cast<std::size_t>(receiver)], kLost);
  return received;
}

/// Walks through a run once more, message by message, with vectors instead of keys.
void expect_consistent(const Problem& problem, const Machine& machine, const Scenario& scenario,
                       const Execution& run) {
  const Setting& setting = problem.setting();
  std::vector<int> states = scenario.initial;
  bool lost = false;
  for (int round = 1; round <= setting.rounds; ++round) {
    const auto index = static_cast<std::size_t>(round - 1);
    const RoundFaults& faults = scenario.rounds[index];
    ASSERT_EQ(run.states[index], states);
    std::vector<int> after(states.size(), kAbsent);
    for (int receiver = 0; receiver < setting.processes; ++receiver) {
      const auto q = static_cast<std::size_t>(receiver);
      if (states[q] == kAbsent || std::count(faults.crashing.begin(), faults.crashing.end(), receiver) > 0)
        continue;
      std::vector<int> vector;
      for (int sender = 0; sender < setting.processes; ++sender) {
        const int state = states[static_cast<std::size_t>(sender)];
        const bool arrives = state != kAbsent && std::count(faults.losses.begin(), faults.losses.end(),
                                                            std::pair<int, int>(receiver, sender)) == 0;
        EXPECT_EQ(run.heard[index][static_cast<std::size_t>(receiver * setting.processes + sender)], arrives);
        vector.push_back(arrives ? state : kLost);
        lost = lost || !arrives;
      }
      const Keys& keys = machine.keys(round);
      const Received received = seen_by(setting, receiver, setting.alphabet(round - 1), vector, states[q]);
      const Entry entry{round, setting.view == View::kVectorId ? receiver : 0, keys.encode(received)};
      ASSERT_EQ(run.entries[index][q], entry);
      const State next = machine.next(entry);
      if (next == Machine::kUndefined) {
        ASSERT_TRUE(run.missing);
        EXPECT_EQ(run.missing->process, receiver);
        EXPECT_EQ(run.missing->entry, entry);
        EXPECT_EQ(run.states.size(), index + 1);
        return;
      }
      after[q] = next;
    }
    states = after;
  }
  ASSERT_FALSE(run.missing);
  EXPECT_EQ(run.states.back(), states);
  EXPECT_EQ(run.outcome.facts.lost, lost);
  EXPECT_EQ(run.outcome.facts.failures, count_faults(scenario).failures);
  EXPECT_EQ(run.outcome.facts.crashed, count_faults(scenario).failures > 0);
  for (std::size_t p = 0; p < states.size(); ++p) {
    EXPECT_EQ(run.outcome.processes[p].initial, scenario.initial[p]);
    EXPECT_EQ(run.outcome.processes[p].correct, states[p] != kAbsent);
    EXPECT_EQ(run.outcome.processes[p].decision, states[p]);
    static_assert(kAbsent == spec::Observation::kNone);
  }
}

TEST(Simulate, DoesWhatTheScenarioSaysForRandomMachinesInEveryView) {
  base::Rng rng(42, "simulate");
  int finished = 0;
  for (int i = 0; i < 400; ++i) {
    const View view = kAllViews[rng.below(4)];
    const int processes = 2 + static_cast<int>(rng.below(3));
    const Problem problem =
        problem_of("consensus", setting_of(processes, 1 + static_cast<int>(rng.below(3)),
                                           1 + static_cast<int>(rng.below(3)), "crash=2", view));
    const Machine machine =
        i % 2 == 0 ? random_machine(problem.setting(), rng)
                   : machine_by(problem.setting(), [&](int round, int, const Received&) {
                       return static_cast<State>(
                           rng.below(static_cast<std::uint64_t>(problem.setting().alphabet(round))));
                     });
    const Scenario scenario = random_scenario(problem.setting(), rng);
    validate(scenario, problem.setting());
    const Execution run = simulate(problem, machine, scenario);
    finished += run.missing ? 0 : 1;
    expect_consistent(problem, machine, scenario, run);
    if (HasFatalFailure()) return;
  }
  EXPECT_GE(finished, 200);
  EXPECT_LT(finished, 400);
}

}  // namespace
}  // namespace ggms::model
