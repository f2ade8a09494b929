// Compares the exact engine with a search through all machines, on random specifications and the smallest
// settings: it finds a machine exactly if there is one. Also tests it without its symmetry breaking.

#include <gtest/gtest.h>

#include "support/brute.h"
#include "support/cases.h"
#include "support/search.h"
#include "support/slow_cases.h"
#include "synth/exact.h"
#include "synth/table_solver.h"
#include "verify/explicit.h"

namespace ggms::synth {
namespace {

using support::Case;

/// The exact engine's loop at its plainest: one counterexample at a time, nothing frozen, nothing renumbered.
bool plain_loop_finds_one(const model::Problem& problem) {
  base::Stop stop;
  verify::Explicit checker(problem);
  TableSolver solver(problem, 1);
  model::Machine candidate(problem.setting());
  for (int round = 1; round <= problem.setting().rounds; ++round) candidate.suppose(round, 0);
  while (solver.solve(candidate, stop) == TableSolver::Outcome::kCandidate) {
    const verify::Check check = checker.check(candidate, {}, stop);
    if (check.verdict == verify::Verdict::kVerified) return true;
    solver.learn(check.violations.at(0).scenario, candidate, stop);
  }
  return false;
}

/// The error in the engine's answer; "" if there is none.
std::string mistake(const Case& test_case, bool feasible) {
  const model::Problem problem = support::problem_of(test_case);
  base::Stop stop;
  const Result result = exact(problem, {1, 1}, stop, {});
  if ((result.answer == Answer::kFound) != feasible) return "the engine's answer is wrong";
  if (plain_loop_finds_one(problem) != feasible) return "the plain loop's answer is wrong";
  if (feasible && !support::is_right(problem, *result.machine)) return "the found machine is wrong";
  return "";
}

struct Tally {
  int feasible = 0;
  int infeasible = 0;
};

Tally compare(std::uint64_t seed, int cases) {
  constexpr std::uint64_t kMaxRuns = 200'000;
  base::Rng rng(seed, "enumeration");
  Tally tally;
  while (tally.feasible + tally.infeasible < cases && !testing::Test::HasFailure()) {
    const Case test_case = support::random_problem(rng);
    const auto feasible = support::some_machine_is_right(support::problem_of(test_case), kMaxRuns);
    if (!feasible) continue;
    ++(*feasible ? tally.feasible : tally.infeasible);
    const std::string wrong = mistake(test_case, *feasible);
    if (wrong.empty()) continue;
    const auto fails = [&](const Case& candidate) {
      const auto truth = support::some_machine_is_right(support::problem_of(candidate), kMaxRuns);
      return truth && !mistake(candidate, *truth).empty();
    };
    ADD_FAILURE() << wrong << "; a machine exists: " << *feasible << "\n"
                  << support::describe(support::shrunk(test_case, fails));
  }
  return tally;
}

TEST(Enumeration, TheEngineFindsAMachineExactlyWhereThereIsOne) {
  const Tally tally = compare(1, 400);
  EXPECT_GE(tally.feasible, 100);
  EXPECT_GE(tally.infeasible, 100);
}

TEST(SlowEnumeration, TheEngineFindsAMachineExactlyWhereThereIsOneInManyMoreCases) {
  const Tally tally = compare(2, support::slow_cases(5000));
  EXPECT_GE(tally.feasible, support::slow_cases(1000));
  EXPECT_GE(tally.infeasible, support::slow_cases(1000));
}

}  // namespace
}  // namespace ggms::synth
