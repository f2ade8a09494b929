// Tests pictures of executions: golden ones, and properties of all.

#include "report/runs/spacetime.h"

#include <algorithm>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/fixtures.h"
#include "model/random_scenario.h"
#include "verify/check.h"

namespace ggms::report {
namespace {

using model::View;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr Style kAscii{false, false, 80};
constexpr Style kUnicode{false, true, 80};

std::string picture(const model::Problem& problem, const model::Machine& machine,
                    const model::Scenario& scenario, const Style& style) {
  const model::Execution execution = model::simulate(problem, machine, scenario);
  return space_time(problem, scenario, execution, verify::broken_property(problem, execution), style);
}

/// FloodSet with one round too few, and the run in which a value travels along a chain of crashes.
model::Problem short_problem() {
  return model::problem_of("consensus", model::setting_of(4, 2, 2, "crash=2"));
}
model::Scenario chain() {
  return model::scenario_of({0, 1, 1, 1}, {{{0}, {{2, 0}, {3, 0}}}, {{1}, {{3, 1}}}});
}

TEST(SpaceTime, ShowsAViolationWithItsValues) {
  const model::Problem problem = short_problem();
  EXPECT_EQ(picture(problem, model::floodset(problem.setting()), chain(), kUnicode),
            "     start   round 1                   round 2 decides\n"
            "             1    2    3    4          1 2 3 4\n"
            "p1   zero    ✗ to p2\n"
            "p2   one     zero one  one  one  → a   ✗ to p3\n"
            "p3   one     ×    one  one  one  → b   × a b b → zero\n"
            "p4   one     ×    one  one  one  → b   × × b b → one\n"
            "\n"
            "round 1: p1 crashes; its message reaches p2 but not p3 and p4\n"
            "round 2: p2 crashes; its message reaches p3 but not p4\n"
            "agreement is broken: p = p3 (decided zero); q = p4 (decided one)\n"
            "  (forall ((p Process) (q Process)) (not (and (decides p zero) (decides q\n"
            "    one))))\n");
}

TEST(SpaceTime, DoesWithoutSymbolsAndWithLittleRoom) {
  const model::Problem problem = short_problem();
  EXPECT_EQ(picture(problem, model::floodset(problem.setting()), chain(), {false, false, 40}),
            "     start   round 1     round 2 decides\n"
            "             1234        1234\n"
            "p1   zero    X to p2\n"
            "p2   one     zooo -> a   X to p3\n"
            "p3   one     -ooo -> b   -abb -> zero\n"
            "p4   one     -ooo -> b   --bb -> one\n"
            "\n"
            "round 1: p1 crashes; its message reaches\n"
            "  p2 but not p3 and p4\n"
            "round 2: p2 crashes; its message reaches\n"
            "  p3 but not p4\n"
            "agreement is broken: p = p3 (decided\n"
            "  zero); q = p4 (decided one)\n"
            "  (forall ((p Process) (q Process)) (not\n"
            "    (and (decides p zero) (decides q\n"
            "    one))))\n");
}

TEST(SpaceTime, NamesTheMissingEntryOfAnUndefinedMove) {
  const model::Problem problem = short_problem();
  model::Machine machine(problem.setting());
  for (const auto& [entry, next] : model::floodset(problem.setting()).entries()) {
    const model::Received received = machine.keys(entry.round).decode(entry.key);
    const bool is_hole = entry.round == 2 && received.by_sender == std::vector<int>{model::kLost, 0, 1, 1};
    if (!is_hole) machine.set(entry, next);
  }
  const std::string text = picture(problem, machine, chain(), kUnicode);
  EXPECT_THAT(text, HasSubstr("p3   one     ×    one  one  one  → b   × a b b → ?\n"));
  EXPECT_THAT(text, HasSubstr("p4   one     ×    one  one  one  → b   × × b b\n"));
  EXPECT_THAT(text,
              HasSubstr("undefined: in round 2 p3 received (lost, a, b, b), and the machine has no entry"));
}

TEST(SpaceTime, SaysWhichValuesAPropertyAboutInitialValuesSaw) {
  // Atomic commit, and no process hears p1's abort.
  const model::Problem problem = model::problem_of("atomic-commit", model::setting_of(3, 2, 2, "crash=1"));
  const std::string text = picture(problem, model::floodset(problem.setting()),
                                   model::scenario_of({0, 1, 1}, {{{0}, {{1, 0}, {2, 0}}}, {}}), kAscii);
  EXPECT_THAT(text, HasSubstr("p1   abort    X to none\n"));
  EXPECT_THAT(text, HasSubstr("round 1: p1 crashes; its message reaches no process\n"));
  EXPECT_THAT(text, HasSubstr("validity-abort is broken: p2 (started with commit, decided commit)\n"));
}

TEST(SpaceTime, SaysWhetherAMessageWasLostWhereThatMatters) {
  // All abort always: wrong when nothing is lost.
  const model::Problem problem = model::problem_of("atomic-commit", model::setting_of(2, 1, 1, "crash=1"));
  const model::Machine machine =
      model::machine_by(problem.setting(), [](int, int, const auto&) { return model::State{0}; });
  const std::string text = picture(problem, machine, model::scenario_of({1, 1}, {{}}), {false, false, 100});
  EXPECT_THAT(text, HasSubstr("\nnothing fails\nvalidity-commit is broken: "));
  EXPECT_THAT(text, HasSubstr("no message was lost"));
}

TEST(SpaceTime, CountsInCountsViewsAndMergesLinesOfManyProcesses) {
  const model::Problem problem =
      model::problem_of("consensus", model::setting_of(20, 2, 2, "crash=2", View::kCounts));
  std::vector<int> initial(20, 1);
  initial[0] = 0;
  model::RoundFaults first{{0}, {}};
  for (int p = 2; p < 20; ++p) first.losses.emplace_back(p, 0);
  const model::RoundFaults second{{1}, {{3, 1}}};
  EXPECT_EQ(picture(problem, model::floodset(problem.setting()), model::scenario_of(initial, {first, second}),
                    kUnicode),
            "                  start   round 1              round 2 decides\n"
            "p1                zero    ✗ to p2\n"
            "p2                one     1 zero  19 one → a   ✗ to all but p4\n"
            "p3, p5–p20 (17)   one     19 one  1 × → b      1 a  18 b  1 × → zero\n"
            "p4                one     19 one  1 × → b      18 b  2 × → one\n"
            "\n"
            "round 1: p1 crashes; its message reaches p2 but not p3–p20\n"
            "round 2: p2 crashes; its message reaches p3 and p5–p20 but not p4\n"
            "agreement is broken: p = p3 (decided zero); q = p4 (decided one)\n"
            "  (forall ((p Process) (q Process)) (not (and (decides p zero) (decides q\n"
            "    one))))\n");
}

TEST(SpaceTime, ExplainsItsSymbolsAndShortNames) {
  const model::Problem problem = short_problem();
  model::Machine machine = model::floodset(problem.setting());
  const auto legend = [&](const model::Scenario& scenario, const Style& style) {
    return space_time_legend(problem, scenario, model::simulate(problem, machine, scenario), style);
  };
  const model::Scenario calm = model::scenario_of({0, 1, 1, 1}, {{}, {}});
  EXPECT_EQ(legend(calm, kUnicode), "");
  EXPECT_EQ(legend(chain(), kUnicode), "×: no message; ✗: a crash, and whom its last message reaches\n");
  EXPECT_EQ(legend(chain(), {false, false, 40}),
            "-: no message; X: a crash, and whom its\n  last message reaches; o: one; z: zero\n");
  machine = model::Machine(problem.setting());
  EXPECT_EQ(legend(calm, kUnicode), "?: the machine has no entry\n");
}

TEST(SpaceTime, SaysThatAllIsWell) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(2, 1, 1, "crash=1"));
  const std::string text =
      picture(problem, model::floodset(problem.setting()), model::scenario_of({1, 1}, {{}}), kAscii);
  EXPECT_EQ(text,
            "     start   round 1 decides\n"
            "             1   2\n"
            "p1   one     one one -> one\n"
            "p2   one     one one -> one\n"
            "\n"
            "nothing fails\n"
            "every property holds in this run\n");
}

TEST(SpaceTime, FitsThePageUpToEightProcessesAndSixRounds) {
  base::Rng rng(5, "pictures");
  for (int i = 0; i < 60; ++i) {
    const int processes = 2 + static_cast<int>(rng.below(7));
    const int rounds = 1 + static_cast<int>(rng.below(6));
    const View view = model::kAllViews[rng.below(4)];
    const model::Problem problem =
        model::problem_of("consensus", model::setting_of(processes, rounds, 2, "crash=2", view));
    const model::Machine machine =
        i % 2 == 0 ? model::random_machine(problem.setting(), rng) : model::floodset(problem.setting());
    const model::Scenario scenario = model::random_scenario(problem.setting(), rng);
    for (const int width : {60, 80, 120}) {
      std::istringstream lines(picture(problem, machine, scenario, {false, true, width}));
      for (std::string line; std::getline(lines, line);) EXPECT_LE(columns(line), width) << line;
    }
    const std::string ascii = picture(problem, machine, scenario, kAscii);
    EXPECT_TRUE(std::all_of(ascii.begin(), ascii.end(), [](char c) {
      return c == '\n' || (c >= ' ' && c <= '~');
    })) << ascii;
  }
}

TEST(SpaceTime, MarksTheAccusedInColour) {
  const model::Problem problem = short_problem();
  const std::string text = picture(problem, model::floodset(problem.setting()), chain(), {true, true, 80});
  EXPECT_THAT(text, AllOf(HasSubstr("→ \x1b[31mzero\x1b[0m"), HasSubstr("→ \x1b[31mone\x1b[0m"),
                          HasSubstr("\x1b[31m✗ to p2\x1b[0m")));
  EXPECT_THAT(picture(problem, model::floodset(problem.setting()), chain(), kUnicode),
              Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace ggms::report
