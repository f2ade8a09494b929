// Compares configurations as multisets with configurations of processes that are told apart.

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "base/rng.h"
#include "model/fixtures.h"
#include "support/brute.h"
#include "support/cases.h"
#include "synth/exact.h"
#include "verify/explicit_checks.h"

namespace ggms::verify {
namespace {

using model::Machine;
using model::Problem;
using model::Setting;

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
