// Tests every fault word on runs worked out by hand: FloodSet for three processes in two rounds ("the least
// that arrived").

#include "model/step.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/fixtures.h"

namespace ggms::model {
namespace {

using testing::ElementsAre;

constexpr int kAbsent = Execution::kAbsent;
constexpr int kNone = spec::Observation::kNone;

/// A run of FloodSet in a setting of three processes and two rounds that allows it.
struct Flood {
  Flood(const std::string& faults, Scenario what)
      : problem(problem_of("consensus", setting_of(3, 2, 2, faults))),
        machine(floodset(problem.setting())),
        scenario(std::move(what)) {
    validate(scenario, problem.setting());
    run = simulate(problem, machine, scenario);
    EXPECT_FALSE(run.missing);
  }

  /// The received vector by which a process moved; empty if it made no move.
  std::vector<int> received(int round, int process) const {
    const Entry& entry =
        run.entries.at(static_cast<std::size_t>(round - 1)).at(static_cast<std::size_t>(process - 1));
    if (entry.round == 0) return {};
    EXPECT_EQ(entry.round, round);
    return machine.keys(round).decode(entry.key).by_sender;
  }

  Problem problem;
  Machine machine;
  Scenario scenario;
  Execution run;
};

TEST(StepByHand, ALateCrashMovesAndIsSilentAfterwards) {
  // Process 1 reaches process 2 only, and takes a state that no process will see.
  const Flood flood("crash-late=1",
                    scenario_of({0, 1, 1}, {{.crashing = {}, .losses = {{2, 0}}, .leaving = {0}}, {}}));
  EXPECT_THAT(flood.received(1, 1), ElementsAre(0, 1, 1));
  EXPECT_THAT(flood.received(1, 2), ElementsAre(0, 1, 1));
  EXPECT_THAT(flood.received(1, 3), ElementsAre(kLost, 1, 1));
  EXPECT_THAT(flood.received(2, 1), ElementsAre());
  EXPECT_THAT(flood.received(2, 2), ElementsAre(kLost, 0, 1));
  EXPECT_THAT(flood.run.states,
              ElementsAre(ElementsAre(0, 1, 1), ElementsAre(kAbsent, 0, 1), ElementsAre(kAbsent, 0, 0)));
  EXPECT_THAT(decisions(flood.run), ElementsAre(kNone, 0, 0));
  EXPECT_THAT(correct(flood.run), ElementsAre(false, true, true));
  EXPECT_THAT(connected(flood.run), ElementsAre(false, true, true));
  EXPECT_TRUE(flood.run.outcome.facts.lost);
  EXPECT_TRUE(flood.run.outcome.facts.crashed);
  EXPECT_EQ(flood.run.outcome.facts.failures, 1);
}

TEST(StepByHand, ALateCrashInTheLastRoundDecides) {
  // Process 1 takes its zero with it in round 1; process 2 leaves with its last move, and has decided.
  const Flood flood("crash-late=2",
                    scenario_of({0, 1, 1}, {{.crashing = {}, .losses = {{1, 0}, {2, 0}}, .leaving = {0}},
                                            {.crashing = {}, .losses = {{2, 1}}, .leaving = {1}}}));
  EXPECT_THAT(flood.received(2, 2), ElementsAre(kLost, 1, 1));
  EXPECT_THAT(flood.received(2, 3), ElementsAre(kLost, kLost, 1));
  EXPECT_THAT(decisions(flood.run), ElementsAre(kNone, 1, 1));
  EXPECT_THAT(flood.run.states.back(), ElementsAre(kAbsent, 1, 1));
  EXPECT_THAT(correct(flood.run), ElementsAre(false, false, true));
  EXPECT_EQ(flood.run.outcome.processes[1].decided_in, 2);
  EXPECT_EQ(flood.run.outcome.facts.failures, 2);
}

TEST(StepByHand, ALateCrashInTheLastRoundThatReachesAllLosesNothingButIsNotConnected) {
  const Flood flood("crash-late=1",
                    scenario_of({0, 1, 1}, {{}, {.crashing = {}, .losses = {}, .leaving = {0}}}));
  EXPECT_FALSE(flood.run.outcome.facts.lost);
  EXPECT_TRUE(flood.run.outcome.facts.crashed);
  EXPECT_THAT(decisions(flood.run), ElementsAre(0, 0, 0));
  EXPECT_THAT(connected(flood.run), ElementsAre(false, true, true)) << "it crashed";
}

TEST(StepByHand, AnOmittingProcessDecidesAndIsNotCorrect) {
  // Process 1 alone proposes zero. No other process hears of it, in either round.
  const Flood flood(
      "omission=1",
      with_role(scenario_of({0, 1, 1}, {{{}, {{1, 0}, {2, 0}}}, {{}, {{1, 0}, {2, 0}}}}), 1, "omission"));
  EXPECT_THAT(flood.received(1, 1), ElementsAre(0, 1, 1));
  EXPECT_THAT(flood.received(1, 2), ElementsAre(kLost, 1, 1));
  EXPECT_THAT(flood.received(2, 1), ElementsAre(0, 1, 1));
  EXPECT_THAT(flood.run.states.back(), ElementsAre(0, 1, 1));
  EXPECT_THAT(decisions(flood.run), ElementsAre(0, 1, 1));
  EXPECT_THAT(correct(flood.run), ElementsAre(false, true, true));
  EXPECT_THAT(connected(flood.run), ElementsAre(false, true, true)) << "only it itself receives from it";
  EXPECT_TRUE(flood.run.outcome.facts.lost);
  EXPECT_FALSE(flood.run.outcome.facts.crashed);
  EXPECT_EQ(flood.run.outcome.facts.failures, 1);
  EXPECT_FALSE(flood.run.heard[0][1 * 3 + 0]);
  EXPECT_TRUE(flood.run.heard[0][0 * 3 + 1]);
}

TEST(StepByHand, APickedProcessThatDoesNoHarmHasStillFailed) {
  for (const std::string word : {"omission", "general-omission"}) {
    const Flood flood(word + "=1", with_role(scenario_of({0, 1, 1}, {{}, {}}), 1, word));
    EXPECT_THAT(correct(flood.run), ElementsAre(false, true, true));
    EXPECT_THAT(connected(flood.run), ElementsAre(true, true, true));
    EXPECT_THAT(decisions(flood.run), ElementsAre(0, 0, 0));
    EXPECT_FALSE(flood.run.outcome.facts.lost);
    EXPECT_EQ(flood.run.outcome.facts.failures, 1);
  }
}

TEST(StepByHand, AGenerallyOmittingProcessMayHearNoOther) {
  const Flood flood(
      "general-omission=1",
      with_role(scenario_of({1, 0, 1}, {{{}, {{0, 1}, {0, 2}}}, {{}, {{0, 1}, {0, 2}, {2, 0}}}}), 1,
                "general-omission"));
  EXPECT_THAT(flood.received(1, 1), ElementsAre(1, kLost, kLost));
  EXPECT_THAT(flood.received(2, 1), ElementsAre(1, kLost, kLost));
  EXPECT_THAT(flood.received(2, 2), ElementsAre(1, 0, 0));
  EXPECT_THAT(flood.received(2, 3), ElementsAre(kLost, 0, 0));
  EXPECT_THAT(decisions(flood.run), ElementsAre(1, 0, 0));
  EXPECT_THAT(correct(flood.run), ElementsAre(false, true, true));
  EXPECT_THAT(connected(flood.run), ElementsAre(false, true, true)) << "it hears itself only";
}

TEST(StepByHand, ACrashOfAnOmittingProcessCountsOnce) {
  const Flood flood("crash=1,omission=1",
                    with_role(scenario_of({0, 1, 1}, {{{}, {{1, 0}}}, {{0}, {{2, 0}}}}), 1, "omission"));
  EXPECT_THAT(flood.run.states,
              ElementsAre(ElementsAre(0, 1, 1), ElementsAre(0, 1, 0), ElementsAre(kAbsent, 0, 0)));
  EXPECT_EQ(flood.run.outcome.facts.failures, 1);
  EXPECT_TRUE(flood.run.outcome.facts.crashed);
  EXPECT_EQ(count_faults(flood.scenario), (FaultCount{1, 2}));
  const Flood two("crash=1,omission=1", with_role(scenario_of({0, 1, 1}, {{{1}, {}}, {}}), 1, "omission"));
  EXPECT_EQ(two.run.outcome.facts.failures, 2);
  EXPECT_THAT(correct(two.run), ElementsAre(false, false, true));
}

TEST(StepByHand, AByzantineProcessSaysWhatItLikesAndDecidesNothing) {
  // To process 2 it says zero and then a, to process 3 one and then nothing; its initial value does not
  // matter.
  const Flood flood(
      "byzantine=1",
      with_role(scenario_of({0, 1, 1}, {{.crashing = {}, .forged = {{1, 0, 0}, {2, 0, 1}}},
                                        {.crashing = {}, .losses = {{2, 0}}, .forged = {{1, 0, 0}}}}),
                1, "byzantine"));
  EXPECT_THAT(flood.received(1, 1), ElementsAre());
  EXPECT_THAT(flood.received(1, 2), ElementsAre(0, 1, 1));
  EXPECT_THAT(flood.received(1, 3), ElementsAre(1, 1, 1));
  EXPECT_THAT(flood.received(2, 2), ElementsAre(0, 0, 1));
  EXPECT_THAT(flood.received(2, 3), ElementsAre(kLost, 0, 1));
  EXPECT_THAT(flood.run.states, ElementsAre(ElementsAre(kAbsent, 1, 1), ElementsAre(kAbsent, 0, 1),
                                            ElementsAre(kAbsent, 0, 0)));
  EXPECT_THAT(decisions(flood.run), ElementsAre(kNone, 0, 0));
  EXPECT_THAT(correct(flood.run), ElementsAre(false, true, true));
  EXPECT_THAT(connected(flood.run), ElementsAre(false, true, true));
  EXPECT_TRUE(flood.run.outcome.facts.lost);
  EXPECT_FALSE(flood.run.outcome.facts.crashed);
  EXPECT_EQ(flood.run.outcome.facts.failures, 1);
  EXPECT_TRUE(flood.run.heard[1][1 * 3 + 0]);
  EXPECT_FALSE(flood.run.heard[1][2 * 3 + 0]);
}

TEST(StepByHand, AMessageThatAByzantineProcessForgesIsNoLostOne) {
  const Flood flood("byzantine=1",
                    with_role(scenario_of({0, 1, 1}, {{.crashing = {}, .forged = {{1, 0, 1}, {2, 0, 1}}},
                                                      {.crashing = {}, .forged = {{1, 0, 1}, {2, 0, 1}}}}),
                              1, "byzantine"));
  EXPECT_FALSE(flood.run.outcome.facts.lost);
  EXPECT_THAT(decisions(flood.run), ElementsAre(kNone, 1, 1));
}

TEST(StepByHand, WhoSuffersLossesIsCorrect) {
  // Process 3 hears itself only in round 1, and process 1 loses a message in round 2.
  const Scenario scenario = scenario_of({0, 1, 1}, {{{}, {{2, 0}, {2, 1}}}, {{}, {{0, 1}}}});
  for (const std::string faults : {"loss=2", "loss-total=3", "loss=1,loss-total=1"}) {
    const Flood flood(faults, scenario);
    EXPECT_THAT(flood.received(1, 3), ElementsAre(kLost, kLost, 1));
    EXPECT_THAT(flood.received(2, 1), ElementsAre(0, kLost, 1));
    EXPECT_THAT(flood.run.states,
                ElementsAre(ElementsAre(0, 1, 1), ElementsAre(0, 0, 1), ElementsAre(0, 0, 0)));
    EXPECT_THAT(correct(flood.run), ElementsAre(true, true, true));
    EXPECT_THAT(connected(flood.run), ElementsAre(true, true, false)) << "process 3 received one of three";
    EXPECT_TRUE(flood.run.outcome.facts.lost);
    EXPECT_FALSE(flood.run.outcome.facts.crashed);
    EXPECT_EQ(flood.run.outcome.facts.failures, 0);
  }
}

TEST(StepByHand, AProcessThatMostDontHearIsNotConnectedThoughItHearsAll) {
  const Flood flood("loss=2", scenario_of({0, 1, 1}, {{}, {{}, {{1, 0}, {2, 0}}}}));
  EXPECT_THAT(connected(flood.run), ElementsAre(false, true, true));
}

TEST(StepByHand, ASplitCutsMessagesBothWaysInItsRoundOnly) {
  const Flood flood(
      "partition=1",
      scenario_of({0, 1, 1},
                  {{.crashing = {}, .losses = {{0, 1}, {0, 2}, {1, 0}, {2, 0}}, .block = {1, 2}}, {}}));
  EXPECT_THAT(flood.received(1, 1), ElementsAre(0, kLost, kLost));
  EXPECT_THAT(flood.received(1, 2), ElementsAre(kLost, 1, 1));
  EXPECT_THAT(flood.received(1, 3), ElementsAre(kLost, 1, 1));
  EXPECT_THAT(flood.received(2, 3), ElementsAre(0, 1, 1));
  EXPECT_THAT(decisions(flood.run), ElementsAre(0, 0, 0));
  EXPECT_THAT(correct(flood.run), ElementsAre(true, true, true));
  EXPECT_THAT(connected(flood.run), ElementsAre(false, true, true));
  EXPECT_TRUE(flood.run.outcome.facts.lost);
  EXPECT_EQ(flood.run.outcome.facts.failures, 0);
}

TEST(StepByHand, ConnectedCountsAllProcessesAlsoThoseThatAreGone) {
  // After two of three are gone, the third hears one of three.
  const Flood gone("crash=2", scenario_of({1, 1, 1}, {{{0, 1}, {}}, {}}));
  EXPECT_THAT(connected(gone.run), ElementsAre(false, false, false));
  // A process that crashes without a move receives nothing, so it does not count as a hearer in that round.
  const Flood last("crash=2", scenario_of({1, 1, 1}, {{}, {{0, 1}, {}}}));
  EXPECT_FALSE(last.run.outcome.facts.lost);
  EXPECT_THAT(connected(last.run), ElementsAre(false, false, false)) << "only one process moved";
  const Flood one("crash=2", scenario_of({1, 1, 1}, {{}, {{0}, {}}}));
  EXPECT_THAT(connected(one.run), ElementsAre(false, true, true));
}

}  // namespace
}  // namespace ggms::model
