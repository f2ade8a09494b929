// Tests pictures of every kind of fault.

#include <algorithm>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/fixtures.h"
#include "model/random_scenario.h"
#include "report/runs/spacetime.h"
#include "verify/check.h"

namespace ggms::report {
namespace {

using model::Scenario;
using testing::HasSubstr;
using testing::Not;

constexpr Style kUnicode{false, true, 80};
constexpr Style kAscii{false, false, 80};

model::Problem problem_of(int processes, const std::string& faults,
                          model::Decide decide = model::Decide::kLast,
                          model::View view = model::View::kVector) {
  model::Setting setting = model::setting_of(processes, 2, 2, faults, view);
  setting.decide = decide;
  return model::problem_of("correct-consensus", setting);
}

std::string picture(const model::Problem& problem, const model::Machine& machine, const Scenario& scenario,
                    const Style& style) {
  model::validate(scenario, problem.setting());
  const model::Execution execution = model::simulate(problem, machine, scenario);
  return space_time(problem, scenario, execution, verify::broken_property(problem, execution), style);
}

/// Of FloodSet for three processes that start with zero, one, one.
std::string flood(const std::string& faults, const Scenario& scenario, const Style& style = kUnicode) {
  const model::Problem problem = problem_of(3, faults);
  return picture(problem, model::floodset(problem.setting()), scenario, style);
}

TEST(SpaceTimeOfFaults, ALateCrashMovesFirst) {
  EXPECT_EQ(flood("crash-late=2",
                  model::scenario_of({0, 1, 1}, {{.crashing = {}, .losses = {{1, 0}}, .leaving = {0}},
                                                 {.crashing = {}, .losses = {{2, 1}}, .leaving = {1}}})),
            "     start   round 1              round 2 decides\n"
            "             1    2    3          1 2 3\n"
            "p1   zero    zero one  one  ✗\n"
            "p2   one     ×    one  one  → b   × b a → zero ✗\n"
            "p3   one     zero one  one  → a   × × a → zero\n"
            "\n"
            "round 1: p1 crashes after its move; its message reaches p3 but not p2\n"
            "round 2: p2 crashes after its move; its message reaches no process\n"
            "every property holds in this run\n");
}

TEST(SpaceTimeOfFaults, AnOmission) {
  EXPECT_EQ(flood("omission=1",
                  model::with_role(model::scenario_of({0, 1, 1}, {{{}, {{1, 0}, {2, 0}}}, {{}, {{1, 0}}}}), 1,
                                   "omission")),
            "     start   round 1              round 2 decides\n"
            "             1    2    3          1 2 3\n"
            "p1   zero    zero one  one  → a   a b b → zero\n"
            "p2   one     ×    one  one  → b   × b b → one\n"
            "p3   one     ×    one  one  → b   a b b → zero\n"
            "\n"
            "p1 is faulty: omission\n"
            "round 1: the messages of p1 to p2 and p3 are lost\n"
            "round 2: the message of p1 to p2 is lost\n"
            "agreement is broken: p = p3 (decided zero, correct); q = p2 (decided one,\n"
            "  correct)\n"
            "  (forall ((p Process) (q Process)) (not (and (settles p zero) (settles q\n"
            "    one))))\n");
}

TEST(SpaceTimeOfFaults, AGeneralOmission) {
  EXPECT_EQ(
      flood("general-omission=1",
            model::with_role(model::scenario_of({0, 1, 1}, {{{}, {{0, 1}, {0, 2}, {1, 0}}}, {{}, {{2, 0}}}}),
                             1, "general-omission")),
      "     start   round 1              round 2 decides\n"
      "             1    2    3          1 2 3\n"
      "p1   zero    zero ×    ×    → a   a b a → zero\n"
      "p2   one     ×    one  one  → b   a b a → zero\n"
      "p3   one     zero one  one  → a   × b a → zero\n"
      "\n"
      "p1 is faulty: general-omission\n"
      "round 1: the message of p1 to p2 is lost\n"
      "round 1: the message of p2 to p1 is lost\n"
      "round 1: the message of p3 to p1 is lost\n"
      "round 2: the message of p1 to p3 is lost\n"
      "every property holds in this run\n");
}

TEST(SpaceTimeOfFaults, ALiar) {
  const Scenario lies = model::with_role(
      model::scenario_of({0, 1, 1}, {{.crashing = {}, .losses = {{2, 0}}, .forged = {{1, 0, 0}}},
                                     {.crashing = {}, .forged = {{1, 0, 1}, {2, 0, 1}}}}),
      1, "byzantine");
  EXPECT_EQ(flood("byzantine=1", lies),
            "     start       round 1              round 2 decides\n"
            "                 1    2    3          1 2 3\n"
            "p1   byzantine   lies                 lies\n"
            "p2   one         zero one  one  → a   b a b → zero\n"
            "p3   one         ×    one  one  → b   b a b → zero\n"
            "\n"
            "p1 is faulty: byzantine\n"
            "round 1: p1 says zero to p2 and nothing to p3\n"
            "round 2: p1 says b to p2, p3\n"
            "every property holds in this run\n");
  EXPECT_EQ(flood("byzantine=1", lies, kAscii),
            "     start       round 1               round 2 decides\n"
            "                 1    2    3           1 2 3\n"
            "p1   byzantine   lies                  lies\n"
            "p2   one         zero one  one  -> a   b a b -> zero\n"
            "p3   one         -    one  one  -> b   b a b -> zero\n"
            "\n"
            "p1 is faulty: byzantine\n"
            "round 1: p1 says zero to p2 and nothing to p3\n"
            "round 2: p1 says b to p2, p3\n"
            "every property holds in this run\n");
}

TEST(SpaceTimeOfFaults, ALiarWithoutReceiversIsNotQuoted) {
  const model::Problem problem = problem_of(1, "byzantine=1");
  const std::string text =
      picture(problem, model::floodset(problem.setting()),
              model::with_role(model::scenario_of({0}, {{}, {}}), 1, "byzantine"), kUnicode);
  EXPECT_THAT(text, HasSubstr("\n\np1 is faulty: byzantine\nevery property holds in this run\n"));
}

TEST(SpaceTimeOfFaults, LossesOnAnyLink) {
  EXPECT_EQ(flood("loss=2", model::scenario_of({0, 1, 1}, {{{}, {{1, 0}, {2, 0}}}, {{}, {{2, 1}}}})),
            "     start   round 1              round 2 decides\n"
            "             1    2    3          1 2 3\n"
            "p1   zero    zero one  one  → a   a b b → zero\n"
            "p2   one     ×    one  one  → b   a b b → zero\n"
            "p3   one     ×    one  one  → b   a × b → zero\n"
            "\n"
            "round 1: the messages of p1 to p2 and p3 are lost\n"
            "round 2: the message of p2 to p3 is lost\n"
            "every property holds in this run\n");
}

TEST(SpaceTimeOfFaults, ASplit) {
  EXPECT_EQ(
      flood("partition=1,loss=1",
            model::scenario_of(
                {0, 1, 1},
                {{.crashing = {}, .losses = {{0, 1}, {0, 2}, {1, 0}, {1, 2}, {2, 0}}, .block = {1, 2}}, {}})),
      "     start   round 1              round 2 decides\n"
      "             1    2    3          1 2 3\n"
      "p1   zero    zero ×    ×    → a   a b b → zero\n"
      "p2   one     ×    one  ×    → b   a b b → zero\n"
      "p3   one     ×    one  one  → b   a b b → zero\n"
      "\n"
      "round 1: split into p1 | p2, p3\n"
      "round 1: the message of p3 to p2 is lost\n"
      "every property holds in this run\n");
  // Whichever block a scenario names.
  EXPECT_THAT(
      flood("partition=1",
            model::scenario_of(
                {0, 1, 1}, {{.crashing = {}, .losses = {{0, 1}, {0, 2}, {1, 0}, {2, 0}}, .block = {0}}, {}})),
      HasSubstr("round 1: split into p1 | p2, p3\n"));
}

TEST(SpaceTimeOfFaults, DecisionsInAnyRoundAlsoOfThoseWhoLeave) {
  const model::Problem problem = problem_of(3, "crash-late=1", model::Decide::kAny);
  const model::Machine machine =
      model::machine_by(problem.setting(), [&](int round, int, const model::Received& received) {
        const auto& v = received.by_sender;
        const bool all = std::count(v.begin(), v.end(), model::kLost) == 0;
        if (round == 1) return static_cast<model::State>(all ? 3 : 0);
        return model::State{1};
      });
  EXPECT_EQ(picture(problem, machine,
                    model::scenario_of({1, 1, 1}, {{.crashing = {}, .losses = {{1, 0}}, .leaving = {0}}, {}}),
                    kUnicode),
            "     start   round 1                 round 2 decides\n"
            "             1 2 3                   1   2   3\n"
            "p1   one     o o o → decided:one ✗\n"
            "p2   one     × o o → a               ×   a   d:o → one\n"
            "p3   one     o o o → decided:one     ×   a   d:o → one\n"
            "\n"
            "round 1: p1 crashes after its move; its message reaches p3 but not p2\n"
            "every property holds in this run\n");
}

TEST(SpaceTimeOfFaults, FitThePageInEverySetting) {
  base::Rng rng(8, "pictures of faults");
  for (const std::string faults :
       {"crash-late=2", "omission=1,crash=1", "general-omission=2", "byzantine=1,partition=1", "loss=3",
        "byzantine=2", "loss-total=4,crash-late=1"}) {
    for (int i = 0; i < 20; ++i) {
      const int processes = 2 + static_cast<int>(rng.below(7));
      const model::View view = model::kAllViews[rng.below(4)];
      const model::Decide decide = rng.coin() ? model::Decide::kAny : model::Decide::kLast;
      const model::Problem problem = problem_of(processes, faults, decide, view);
      // A machine whose moves don't depend on messages, because tables for eight processes are large.
      model::Machine machine(problem.setting());
      for (int round = 1; round <= 2; ++round)
        machine.suppose(round, static_cast<model::State>(
                                   rng.below(static_cast<std::uint64_t>(problem.setting().alphabet(round)))));
      const Scenario scenario = model::random_scenario(problem.setting(), rng);
      for (const int width : {60, 80}) {
        std::istringstream lines(picture(problem, machine, scenario, {false, true, width}));
        for (std::string line; std::getline(lines, line);) {
          EXPECT_LE(columns(line), width) << line;
          EXPECT_THAT(line, Not(testing::EndsWith(" ")));
        }
      }
    }
  }
}

}  // namespace
}  // namespace ggms::report
