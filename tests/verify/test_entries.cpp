// Tests the explicit checker's answers besides the verdict: the entries that executions use, a missing entry,
// and the premises that hold.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>

#include "base/rng.h"
#include "model/fixtures.h"
#include "support/brute.h"
#include "support/cases.h"
#include "synth/exact.h"
#include "verify/explicit_checks.h"
#include "verify/scenarios.h"

namespace ggms::verify {
namespace {

using model::kAllViews;
using model::Machine;
using model::Problem;
using model::Setting;

TEST(Explicit, AMissingEntryIsFoundInEveryRoundAndView) {
  for (const model::View view : kAllViews) {
    const Setting setting = model::setting_of(3, 3, 2, "crash=2", view);
    const Problem problem = model::problem_of("consensus", setting);
    ExplicitOptions options;
    options.entries = true;
    const Machine whole = model::floodset(setting);
    const Check check = check_of(problem, whole, options);
    ASSERT_EQ(check.verdict, Verdict::kVerified);
    Machine reachable(setting);
    for (const model::Entry& entry : check.entries) reachable.set(entry, whole.next(entry));
    EXPECT_EQ(verdict_of(problem, reachable), Verdict::kVerified);

    for (const model::Entry& gone : check.entries) {
      Machine machine(setting);
      for (const model::Entry& entry : check.entries) {
        if (entry != gone) machine.set(entry, whole.next(entry));
      }
      const Check without = check_of(problem, machine);
      ASSERT_EQ(without.verdict, Verdict::kViolated);
      ASSERT_EQ(name_of(problem, without.violations[0]), "undefined");
      const support::Brute brute = support::brute_force(problem, machine);
      EXPECT_TRUE(support::same(without.violations[0].scenario, brute.violation->scenario))
          << support::to_string(without.violations[0].scenario) << "\ninstead of\n"
          << support::to_string(brute.violation->scenario);
    }
  }
}

TEST(Explicit, UnderMoreFaultsThanItWasMadeForAMachineLacksEntries) {
  for (const model::View view : kAllViews) {
    const Setting made_for = model::setting_of(3, 2, 2, "crash=1", view);
    ExplicitOptions options;
    options.entries = true;
    const Machine whole = model::floodset(made_for);
    const Check check = check_of(model::problem_of("consensus", made_for), whole, options);
    Machine machine(made_for);
    for (const model::Entry& entry : check.entries) machine.set(entry, whole.next(entry));

    Setting harder = made_for;
    harder.faults = model::parse_faults("crash=2");
    const Problem problem = model::problem_of("consensus", harder);
    const Check under_more = check_of(problem, machine);
    ASSERT_EQ(under_more.verdict, Verdict::kViolated);
    EXPECT_EQ(name_of(problem, under_more.violations[0]), "undefined");
    EXPECT_EQ(model::count_faults(under_more.violations[0].scenario).failures, 2);
    base::Stop stop;
    const Check slow = check_scenarios(problem, machine, 1, stop);
    EXPECT_TRUE(support::same(under_more.violations[0].scenario, slow.violations.at(0).scenario));

    Setting easier = made_for;
    easier.faults = {};
    EXPECT_EQ(verdict_of(model::problem_of("consensus", easier), machine), Verdict::kVerified);
  }
}

TEST(Explicit, EntriesAndPremisesAreThoseOfSomeScenario) {
  constexpr int kProblems = 150;
  base::Rng rng(1, "entries and premises");
  int compared = 0;
  int faultless_only = 0;
  while (compared < kProblems && !HasFailure()) {
    support::Case test_case = support::random_problem(rng);
    const Problem problem = support::problem_of(test_case);
    base::Stop stop;
    const auto found = synth::exact(problem, {1, 1}, stop, {});
    if (found.answer != synth::Answer::kFound) continue;
    ++compared;
    const support::Brute brute = support::brute_force(problem, *found.machine);
    ASSERT_FALSE(brute.violation);
    ExplicitOptions options;
    options.entries = options.uses = true;
    const Check check = check_of(problem, *found.machine, options);
    ASSERT_EQ(check.verdict, Verdict::kVerified);
    EXPECT_EQ(std::set(check.entries.begin(), check.entries.end()), brute.entries);
    EXPECT_TRUE(std::is_sorted(check.entries.begin(), check.entries.end()));
    ASSERT_EQ(check.uses.size(), brute.uses.size());
    for (std::size_t i = 0; i < check.uses.size(); ++i) {
      EXPECT_EQ(check.uses[i].has_premise, brute.uses[i].has_premise);
      EXPECT_EQ(check.uses[i].premise_held, brute.uses[i].premise_held);
      EXPECT_EQ(check.uses[i].premise_held_with_faults, brute.uses[i].premise_held_with_faults);
      faultless_only += brute.uses[i].premise_held && !brute.uses[i].premise_held_with_faults ? 1 : 0;
    }
    if (HasFailure()) {
      test_case.entries = found.machine->entries();
      ADD_FAILURE() << support::describe(test_case);
    }
  }
  EXPECT_GE(faultless_only, 10);
}

TEST(Explicit, PremisesPastThoseThatFitAWordAreTheirOwn) {
  // Of 70 premises only the last can't hold, and the one before it only with a failure.
  std::string assertions;
  for (int i = 0; i < 70; ++i) {
    const std::string premise = i == 69 ? "(>= failures 2)" : i == 68 ? "(= failures 1)" : "(<= failures 2)";
    assertions += "(assert (! (=> " + premise +
                  " (forall ((p Process)) (not (and (decides p zero) (decides p one)))))" + " :named r" +
                  std::to_string(i) + "))";
  }
  const Setting setting = model::setting_of(2, 1, 1, "crash=1");
  const Problem problem = problem_with(assertions, setting);
  ExplicitOptions options;
  options.uses = true;
  const Check check = check_of(problem, model::floodset(setting), options);
  ASSERT_EQ(check.uses.size(), 70U);
  for (std::size_t i = 0; i < 70; ++i) {
    EXPECT_EQ(check.uses[i].premise_held, i != 69) << i;
    EXPECT_EQ(check.uses[i].premise_held_with_faults, i != 69) << i;
  }
}

}  // namespace
}  // namespace ggms::verify
