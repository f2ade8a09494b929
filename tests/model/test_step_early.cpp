// Tests decisions in any round on runs worked out by hand, for three processes in two rounds: processes keep
// and broadcast them, and a crash does not undo them.

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/fixtures.h"
#include "model/step.h"

namespace ggms::model {
namespace {

using testing::ElementsAre;

constexpr int kAbsent = Execution::kAbsent;
constexpr int kNone = spec::Observation::kNone;

/// In round 1 a process that hears ones from all decides one; one that hears a zero goes to a, others to
/// b. In round 2 a zero, an a, or a decided zero makes zero.
class EarlyByHand : public testing::Test {
 protected:
  static Problem problem(const std::string& faults) {
    Setting setting = setting_of(3, 2, 2, faults);
    setting.decide = Decide::kAny;
    return problem_of("consensus", setting);
  }
  static Machine machine(const Setting& setting) {
    return machine_by(setting, [&](int round, int, const Received& received) {
      const std::vector<int>& v = received.by_sender;
      const auto has = [&](int state) { return std::count(v.begin(), v.end(), state) > 0; };
      if (round == 1) return static_cast<State>(has(0) ? kA : has(kLost) ? kB : kDecidedOne);
      return static_cast<State>(has(kA) || has(kDecidedZero) ? 0 : 1);
    });
  }
  static constexpr int kA = 0;
  static constexpr int kB = 1;
  static constexpr int kDecidedZero = 2;
  static constexpr int kDecidedOne = 3;

  Execution run(const std::string& faults, const Scenario& scenario) {
    const Problem setting = problem(faults);
    validate(scenario, setting.setting());
    const Execution run = simulate(setting, machine(setting.setting()), scenario);
    EXPECT_FALSE(run.missing);
    return run;
  }
  static std::vector<int> decided_in(const Execution& run) {
    std::vector<int> all;
    for (const spec::Observation& seen : run.outcome.processes) all.push_back(seen.decided_in);
    return all;
  }
};

TEST_F(EarlyByHand, StatesAfterTheInternalOnesAreDecisions) {
  const Problem setting = problem("none");
  EXPECT_EQ(setting.state_name(1, kDecidedZero), "decided:zero");
  EXPECT_EQ(setting.state_name(1, kDecidedOne), "decided:one");
  EXPECT_EQ(setting.state_name(2, 1), "one");
}

TEST_F(EarlyByHand, ADecisionIsKeptAndNoEntryIsUsedAnyMore) {
  const Execution all = run("none", scenario_of({1, 1, 1}, {}));
  EXPECT_THAT(all.states,
              ElementsAre(ElementsAre(1, 1, 1), ElementsAre(kDecidedOne, kDecidedOne, kDecidedOne),
                          ElementsAre(1, 1, 1)));
  EXPECT_THAT(decisions(all), ElementsAre(1, 1, 1));
  EXPECT_THAT(decided_in(all), ElementsAre(1, 1, 1));
  EXPECT_THAT(all.entries[1], ElementsAre(Entry{}, Entry{}, Entry{}));
}

TEST_F(EarlyByHand, ADecisionIsBroadcast) {
  // Process 1 loses a message and waits; the others decide one at once and tell it.
  const Execution one = run("loss=1", scenario_of({1, 1, 1}, {{{}, {{0, 1}}}, {}}));
  EXPECT_THAT(one.states[1], ElementsAre(kB, kDecidedOne, kDecidedOne));
  const Keys keys(problem("loss=1").setting(), 2);
  EXPECT_EQ(one.entries[1][0], (Entry{2, 0, keys.encode(vector_of({kB, kDecidedOne, kDecidedOne}))}));
  EXPECT_EQ(one.entries[1][1], Entry{});
  EXPECT_THAT(decisions(one), ElementsAre(1, 1, 1));
  EXPECT_THAT(decided_in(one), ElementsAre(2, 1, 1));
}

TEST_F(EarlyByHand, ADecisionOutlivesACrash) {
  const Execution late = run("crash=1", scenario_of({1, 1, 1}, {{}, {{0}, {{1, 0}}}}));
  EXPECT_THAT(decisions(late), ElementsAre(1, 1, 1));
  EXPECT_THAT(decided_in(late), ElementsAre(1, 1, 1));
  EXPECT_THAT(correct(late), ElementsAre(false, true, true));
  // If it crashes before it decided, it has decided nothing; if it leaves after the move with which it
  // decides, the decision counts.
  const Execution early = run("crash=1", scenario_of({1, 1, 1}, {{{0}, {}}, {}}));
  EXPECT_THAT(decisions(early), ElementsAre(kNone, 1, 1));
  const Execution leaves =
      run("crash-late=1", scenario_of({1, 1, 1}, {{.crashing = {}, .losses = {}, .leaving = {0}}, {}}));
  EXPECT_THAT(decisions(leaves), ElementsAre(1, 1, 1));
  EXPECT_THAT(leaves.states[1], ElementsAre(kAbsent, kDecidedOne, kDecidedOne));
  EXPECT_THAT(correct(leaves), ElementsAre(false, true, true));
}

TEST_F(EarlyByHand, AProcessThatHasDecidedStillReceives) {
  // A message to a decided process is lost: that is a loss, and it costs the sender a hearer.
  const Execution one = run("loss=2", scenario_of({1, 1, 1}, {{}, {{}, {{1, 0}, {2, 0}}}}));
  EXPECT_TRUE(one.outcome.facts.lost);
  EXPECT_THAT(connected(one), ElementsAre(false, true, true));
  EXPECT_THAT(decisions(one), ElementsAre(1, 1, 1));
  const Execution deaf = run("loss=2", scenario_of({1, 1, 1}, {{}, {{}, {{0, 1}, {0, 2}}}}));
  EXPECT_THAT(connected(deaf), ElementsAre(false, true, true));
}

TEST_F(EarlyByHand, AByzantineProcessMayClaimADecision) {
  const Execution lied =
      run("byzantine=1",
          with_role(scenario_of({0, 1, 1}, {{.crashing = {}, .losses = {{1, 0}, {2, 0}}},
                                            {.crashing = {}, .forged = {{1, 0, kDecidedZero}, {2, 0, kB}}}}),
                    1, "byzantine"));
  EXPECT_THAT(lied.states[1], ElementsAre(kAbsent, kB, kB));
  EXPECT_THAT(decisions(lied), ElementsAre(kNone, 0, 1));
  EXPECT_THAT(decided_in(lied), ElementsAre(kNone, 2, 2));
}

}  // namespace
}  // namespace ggms::model
