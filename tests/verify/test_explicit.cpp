// Tests the explicit checker: verdicts worked out by hand, and one object for many machines.

#include "verify/explicit.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>

#include "model/fixtures.h"
#include "support/brute.h"
#include "support/cases.h"
#include "verify/explicit_checks.h"
#include "verify/scenarios.h"

namespace ggms::verify {
namespace {

using model::kAllViews;
using model::Machine;
using model::Problem;
using model::Setting;

TEST(Explicit, FloodSetIsRightWithOneRoundMoreThanCrashes) {
  for (const model::View view : kAllViews) {
    for (const auto& [n, f] : {std::pair(2, 1), {3, 1}, {3, 2}, {4, 1}, {4, 2}}) {
      const Setting setting = model::setting_of(n, f + 1, 2, "crash=" + std::to_string(f), view);
      EXPECT_EQ(check_of(model::problem_of("consensus", setting), model::floodset(setting)).verdict,
                Verdict::kVerified)
          << model::describe(setting);
    }
  }
}

TEST(Explicit, BeginningsThatWereNotAllListedVerifyNothingAndAreListedLater) {
  for (const model::View view : kAllViews) {
    const Setting setting = model::setting_of(3, 2, 2, "crash=1", view);
    const Problem problem = model::problem_of("consensus", setting);
    const Machine machine = model::floodset(setting);
    Explicit checker(problem);
    const std::atomic<bool> interrupted{true};
    base::Stop at_once(0, 0, &interrupted);
    EXPECT_EQ(checker.check(machine, {}, at_once).verdict, Verdict::kUnknown) << model::describe(setting);
    base::Stop never;
    const Check check = checker.check(machine, {}, never);
    EXPECT_EQ(check.verdict, Verdict::kVerified) << model::describe(setting);
    EXPECT_EQ(check.configurations, check_of(problem, machine).configurations) << model::describe(setting);
  }
}

TEST(Explicit, FloodSetWithAsManyRoundsAsCrashesIsRightOnlyForALoneSurvivor) {
  for (const model::View view : kAllViews) {
    for (const auto& [n, f] : {std::pair(2, 1), {3, 1}, {3, 2}, {4, 2}, {4, 3}}) {
      const Setting setting = model::setting_of(n, f, 2, "crash=" + std::to_string(f), view);
      const Problem problem = model::problem_of("consensus", setting);
      EXPECT_EQ(verdict_of(problem, model::floodset(setting)),
                n == f + 1 ? Verdict::kVerified : Verdict::kViolated)
          << model::describe(setting);
    }
  }
}

TEST(Explicit, ShowsHowTwoSurvivorsDisagree) {
  // Three processes, one round: the only zero crashes and reaches one of the others.
  const Setting setting = model::setting_of(3, 1, 1, "crash=1");
  const Problem problem = model::problem_of("consensus", setting);
  const Check check = check_of(problem, model::floodset(setting));
  ASSERT_EQ(check.violations.size(), 1U);
  EXPECT_EQ(name_of(problem, check.violations[0]), "agreement");
  // One loss; of all such, process 1 starts with zero and process 2 misses it... or 3 starts and 1 misses:
  // initial values come first, and 0 1 1 is the least with a lone zero.
  EXPECT_EQ(support::to_string(check.violations[0].scenario), "initial 0 1 1; crashing 1, 1 to 3 lost");
}

// ---- what only some initial values show

TEST(Explicit, ConfigurationsWithOtherInitialValuesAreNotTakenForOnesSeenBefore) {
  // Round 1 forgets all but whether 3 was heard, so receivers' outcomes are alike for all initial
  // values; in the last round all that know that no process heard 3 decide zero. The first initial values,
  // all zero, make that fine.
  const Setting setting = model::setting_of(3, 2, 2, "crash=1");
  const Problem problem = problem_with(
      "(assert (! (forall ((p Process)) (=> (= (init p) one) (not (decides p zero)))) :named own))", setting);
  const Machine machine = model::machine_by(setting, [](int round, int, const model::Received& received) {
    const std::vector<int>& v = received.by_sender;
    if (round == 1) return static_cast<model::State>(v[2] == model::kLost ? 1 : 0);
    return static_cast<model::State>(v[0] == 1 && v[1] == 1 ? 0 : 1);
  });
  ASSERT_TRUE(problem.compiled().uses_initial());
  EXPECT_EQ(verdict_of(problem, machine), Verdict::kViolated);
}

// ---- one object for many machines

TEST(Explicit, AnObjectThatServedOthersBeforeSaysTheSame) {
  constexpr int kProblems = 40;
  constexpr int kMachines = 12;
  base::Rng rng(1, "reuse");
  for (int i = 0; i < kProblems; ++i) {
    const support::Case blank = support::random_problem(rng);
    const Problem problem = support::problem_of(blank);
    Explicit used(problem);
    base::Stop stop;
    for (int k = 0; k < kMachines; ++k) {
      support::Case test_case = blank;
      test_case.entries = model::random_machine(problem.setting(), rng).entries();
      const Machine machine = support::machine_of(test_case);
      ExplicitOptions options;
      options.count = rng.coin();
      options.uses = rng.coin();
      options.entries = rng.coin();
      options.max_violations = 1 + rng.below(5);
      const Check again = used.check(machine, options, stop);
      const Check fresh = Explicit(problem).check(machine, options, stop);
      EXPECT_EQ(again.verdict, fresh.verdict);
      EXPECT_EQ(again.configurations, fresh.configurations);
      EXPECT_EQ(again.transitions, fresh.transitions);
      EXPECT_EQ(again.entries, fresh.entries);
      ASSERT_EQ(again.violations.size(), fresh.violations.size());
      for (std::size_t v = 0; v < again.violations.size(); ++v) {
        EXPECT_TRUE(support::same(again.violations[v].scenario, fresh.violations[v].scenario));
      }
      ASSERT_EQ(again.uses.size(), fresh.uses.size());
      for (std::size_t u = 0; u < again.uses.size(); ++u) {
        EXPECT_EQ(again.uses[u].premise_held, fresh.uses[u].premise_held);
        EXPECT_EQ(again.uses[u].premise_held_with_faults, fresh.uses[u].premise_held_with_faults);
      }
      ASSERT_FALSE(HasFailure()) << support::describe(test_case);
    }
  }
}

TEST(Explicit, EveryOneOfManyViolationsIsReal) {
  constexpr int kProblems = 60;
  base::Rng rng(1, "many violations");
  std::size_t most = 0;
  for (int i = 0; i < kProblems; ++i) {
    support::Case test_case = support::random_problem(rng);
    const Problem problem = support::problem_of(test_case);
    Explicit checker(problem);
    for (int k = 0; k < 5; ++k) {
      test_case.entries = model::random_machine(problem.setting(), rng).entries();
      const Machine machine = support::machine_of(test_case);
      ExplicitOptions options;
      options.max_violations = 100;
      base::Stop stop;
      const Check check = checker.check(machine, options, stop);
      most = std::max(most, check.violations.size());
      for (const Violation& violation : check.violations) {
        EXPECT_NO_THROW(model::validate(violation.scenario, problem.setting()));
        EXPECT_EQ(broken_property(problem, model::simulate(problem, machine, violation.scenario)),
                  violation.property);
      }
      EXPECT_EQ(check.verdict == Verdict::kViolated, !check.violations.empty());
    }
  }
  EXPECT_GE(most, 20U);
}

// ---- ends

TEST(Explicit, StopsWhenAsked) {
  const Setting setting = model::setting_of(4, 3, 2, "crash=2");
  const Problem problem = model::problem_of("consensus", setting);
  const std::atomic<bool> interrupted{true};
  base::Stop stop(0, 0, &interrupted);
  EXPECT_EQ(check_explicit(problem, model::floodset(setting), {}, stop).verdict, Verdict::kUnknown);
  EXPECT_EQ(check_scenarios(problem, model::floodset(setting), 1, stop).verdict, Verdict::kUnknown);
}

TEST(Explicit, ARunWithNoProcessLeftIsJudgedToo) {
  for (const model::View view : kAllViews) {
    const Setting setting = model::setting_of(2, 3, 2, "crash=2", view);
    EXPECT_EQ(verdict_of(model::problem_of("consensus", setting), model::floodset(setting)),
              Verdict::kVerified);
    // "Some process decides" fails exactly because of the runs in which no process is left.
    const std::string somebody = "(assert (! (exists ((p Process) (v Bit)) (decides p v)) :named some))";
    const Problem problem = problem_with(somebody, setting);
    const Check check = check_of(problem, model::floodset(setting));
    ASSERT_EQ(check.verdict, Verdict::kViolated);
    EXPECT_EQ(support::to_string(check.violations[0].scenario),
              "initial 0 0; crashing; crashing; crashing 1 2");
  }
}

}  // namespace
}  // namespace ggms::verify
