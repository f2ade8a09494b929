// Compares the exact engine with a search through all machines, on random specifications and the smallest
// settings: each strategy finds a machine exactly if there is one. Also tests it without its symmetry
// breaking.

#include <gtest/gtest.h>

#include "support/brute.h"
#include "support/cases.h"
#include "support/search.h"
#include "support/slow_cases.h"
#include "synth/exact.h"
#include "synth/symbolic.h"
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

/// The error in the answer of the whole symbolic formula, which also stands for multisets here; "" if there
/// is none; nullopt if the formula is large.
std::optional<std::string> mistake_of_formula(const model::Problem& problem, bool feasible) {
  constexpr std::uint64_t kManyClauses = 100'000;
  base::Stop stop;
  Symbolic symbolic(problem, 1);
  if (symbolic.add_all(kManyClauses, stop) != Symbolic::Extent::kWhole) return std::nullopt;
  model::Machine machine(problem.setting());
  for (int round = 1; round <= problem.setting().rounds; ++round) machine.suppose(round, 0);
  const Symbolic::Outcome outcome = symbolic.solve(machine, stop);
  if (outcome != (feasible ? Symbolic::Outcome::kCandidate : Symbolic::Outcome::kNone))
    return "the formula's answer is wrong";
  const bool is_right =
      verify::Explicit(problem).check(machine, {}, stop).verdict == verify::Verdict::kVerified;
  return std::string(feasible && !is_right ? "the formula's machine is wrong" : "");
}

/// The error in the engine's answer; "" if there is none.
std::string mistake(const Case& test_case, bool feasible) {
  const model::Problem problem = support::problem_of(test_case);
  base::Stop stop;
  const std::optional<std::string> of_formula = mistake_of_formula(problem, feasible);
  if (of_formula && !of_formula->empty()) return *of_formula;
  for (const Strategy strategy : {Strategy::kAuto, Strategy::kCounterexamples, Strategy::kSymbolic}) {
    if (strategy == Strategy::kSymbolic && !of_formula) continue;
    Options options{1, 1};
    options.strategy = strategy;
    const Result result = exact(problem, options, stop, {});
    const std::string whose = "with strategy " + to_string(strategy) + ": ";
    if (result.strategy != strategy && strategy != Strategy::kAuto)
      return whose + "another strategy answered";
    if ((result.answer == Answer::kFound) != feasible) return whose + "the engine's answer is wrong";
    if (feasible && !support::is_right(problem, *result.machine)) return whose + "the found machine is wrong";
  }
  return plain_loop_finds_one(problem) == feasible ? "" : "the plain loop's answer is wrong";
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
