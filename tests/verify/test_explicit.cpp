// The explicit checker: verdicts worked out by hand, what it says besides the verdict, and that one object
// serves many machines.

#include "verify/explicit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>

#include "base/error.h"
#include "model/fixtures.h"
#include "support/brute.h"
#include "support/cases.h"
#include "synth/exact.h"
#include "verify/scenarios.h"

namespace ggms::verify {
namespace {

using model::kAllViews;
using model::Machine;
using model::Problem;
using model::Setting;
using testing::HasSubstr;
using testing::IsEmpty;

Check check_of(const Problem& problem, const Machine& machine, const ExplicitOptions& options = {}) {
  base::Stop stop;
  return check_explicit(problem, machine, options, stop);
}

Verdict verdict_of(const Problem& problem, const Machine& machine) {
  const Verdict verdict = check_of(problem, machine).verdict;
  base::Stop stop;
  EXPECT_EQ(check_scenarios(problem, machine, 1, stop).verdict, verdict);
  return verdict;
}

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

constexpr const char* kVocabulary = R"(
(set-logic ALL)
(declare-sort Process 0)
(declare-datatypes ((Bit 0)) (((zero) (one))))
(declare-fun init (Process) Bit)
(declare-fun decides (Process Bit) Bool)
(declare-fun correct (Process) Bool)
(declare-fun connected (Process) Bool)
(declare-const lost Bool)
(declare-const failures Int)
(declare-const p1 Process)
)";

Problem problem_with(const std::string& assertions, const Setting& setting) {
  return {spec::read_spec(kVocabulary + assertions, "test.smt2"), setting};
}

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

// ---- missing entries

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

// ---- entries and premises

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

// ---- symmetry

TEST(Explicit, MultisetsAndNamedProcessesGiveTheSameVerdict) {
  // Naming p1 in a property that always holds forbids multisets, and must change nothing else.
  constexpr int kProblems = 120;
  base::Rng rng(1, "multisets");
  int right = 0;
  int wrong = 0;
  int compared = 0;
  while (compared < kProblems && !HasFailure()) {
    support::Case test_case = support::random_problem(rng);
    if (test_case.setting.view == model::View::kVector || test_case.setting.view == model::View::kVectorId)
      continue;
    const Problem problem = support::problem_of(test_case);
    if (problem.compiled().uses_names()) continue;
    support::Case named = test_case;
    named.draft.properties.emplace_back(
        "(or (decides p1 d0) (not (decides p1 d0)) (forall ((p Process)) (= p p1)))");
    if (test_case.draft.declarations.find("(d0)") == std::string::npos) continue;
    // The reader may see that it always holds; the crossing of two processes' decisions it can't.
    named.draft.properties.back() =
        "(forall ((p Process)) (=> (and (= p p1) (decides p d0)) (decides p1 d0)))";
    const Problem indexed = support::problem_of(named);
    ASSERT_TRUE(indexed.compiled().uses_names());
    ++compared;
    base::Stop stop;
    const auto found = synth::exact(problem, {1, 1}, stop, {});
    for (int k = 0; k < 6; ++k) {
      if (k == 0 || found.answer != synth::Answer::kFound) {
        test_case.entries = model::random_machine(problem.setting(), rng).entries();
      } else {
        test_case.entries = found.machine->entries();
        if (k > 1) support::mutate(test_case, rng);
      }
      const Machine machine = support::machine_of(test_case);
      const Check by_counts = check_of(problem, machine);
      const Check by_index = check_of(indexed, machine);
      ASSERT_EQ(by_counts.verdict, by_index.verdict) << support::describe(test_case);
      ++(by_counts.verdict == Verdict::kVerified ? right : wrong);
      if (by_counts.verdict == Verdict::kVerified) continue;
      EXPECT_EQ(by_counts.violations[0].property, by_index.violations[0].property);
      EXPECT_TRUE(support::same(by_counts.violations[0].scenario, by_index.violations[0].scenario));
    }
  }
  EXPECT_GE(right, kProblems);
  EXPECT_GE(wrong, kProblems);
}

TEST(Explicit, MultisetsAndNamedProcessesGiveTheSameVerdictForSixProcesses) {
  const std::string naming =
      "(declare-const p1 Process)(assert (! (forall ((p Process)) (=> (and (= p p1) (decides p %)) "
      "(decides p1 %))) :named naming))";
  for (const model::View view : {model::View::kCounts, model::View::kCountsOwn}) {
    for (const auto& [spec, value] : {std::pair("consensus", "zero"), {"atomic-commit", "abort"}}) {
      const Setting setting = model::setting_of(6, 3, 2, "crash=2", view);
      const Problem problem = model::problem_of(spec, setting);
      std::string text = problem.specification().text + naming;
      for (auto at = text.find('%'); at != std::string::npos; at = text.find('%')) text.replace(at, 1, value);
      const Problem indexed(spec::read_spec(text, "naming.smt2"), setting);
      ASSERT_TRUE(indexed.compiled().uses_names());
      base::Stop stop;
      const auto found = synth::exact(problem, {1, 1}, stop, {});
      ASSERT_EQ(found.answer, synth::Answer::kFound);
      EXPECT_EQ(check_of(indexed, *found.machine).verdict, Verdict::kVerified);
      support::Case from;
      from.setting = setting;
      from.entries = found.machine->entries();
      base::Rng rng(1, spec);
      int wrong = 0;
      for (int i = 0; i < 30; ++i) {
        support::Case changed = from;
        support::mutate(changed, rng);
        const Machine machine = support::machine_of(changed);
        const Check by_counts = check_of(problem, machine);
        const Check by_index = check_of(indexed, machine);
        ASSERT_EQ(by_counts.verdict, by_index.verdict);
        if (by_counts.verdict == Verdict::kVerified) continue;
        ++wrong;
        EXPECT_TRUE(support::same(by_counts.violations.at(0).scenario, by_index.violations.at(0).scenario));
      }
      EXPECT_GE(wrong, 10);
    }
  }
}

}  // namespace
}  // namespace ggms::verify
