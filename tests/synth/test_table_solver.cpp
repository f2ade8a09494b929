// Tests the clauses of the exact engine: no right machine violates them, whatever the engine learns and in
// whichever order; and once it has learnt everything, they exclude all wrong machines.

#include "synth/table_solver.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

#include "model/fixtures.h"
#include "support/brute.h"
#include "support/cases.h"
#include "support/search.h"
#include "synth/exact.h"

namespace ggms::synth {
namespace {

using model::Machine;
using model::Problem;
using support::Case;

Machine supposing_zero(const model::Setting& setting) {
  Machine machine(setting);
  for (int round = 1; round <= setting.rounds; ++round) machine.suppose(round, 0);
  return machine;
}

/// The machines that remain possible after learning all scenarios of a setting, each from the current
/// candidate.
struct Learnt {
  TableSolver::Outcome outcome = TableSolver::Outcome::kStopped;
  Machine machine;
};

Learnt learn_everything(const Problem& problem, bool freeze, std::uint64_t seed) {
  TableSolver solver(problem, seed);
  if (freeze) solver.freeze_lossless_run();
  Learnt learnt{TableSolver::Outcome::kStopped, supposing_zero(problem.setting())};
  base::Stop stop;
  std::vector<model::Scenario> scenarios;
  support::for_each_scenario(problem.setting(),
                             [&](const model::Scenario& scenario) { scenarios.push_back(scenario); });
  base::Rng rng(seed, "order");
  for (std::size_t i = scenarios.size(); i > 1; --i) std::swap(scenarios[i - 1], scenarios[rng.below(i)]);
  // If a scenario branches too much, the engine learns only the candidate's branch; so the test repeats until
  // nothing changes.
  for (bool changed = true; changed;) {
    changed = false;
    learnt.outcome = solver.solve(learnt.machine, stop);
    if (learnt.outcome == TableSolver::Outcome::kNone) return learnt;
    for (const model::Scenario& scenario : scenarios) {
      const model::Execution run = model::simulate(problem, learnt.machine, scenario);
      changed = changed || verify::broken_property(problem, run).has_value();
      solver.learn(scenario, learnt.machine, stop);
    }
  }
  return learnt;
}

TEST(TableSolver, AfterLearningEverythingExactlyRightMachinesAreLeft) {
  constexpr std::uint64_t kMaxRuns = 100'000;
  constexpr double kMaxScenarios = 1500;
  base::Rng rng(1, "everything");
  int feasible = 0;
  int infeasible = 0;
  while (feasible + infeasible < 150 && !HasFailure()) {
    const Case test_case = support::random_problem(rng);
    const Problem problem = support::problem_of(test_case);
    double scenarios = 0;
    support::for_each_scenario(problem.setting(), [&](const model::Scenario&) { ++scenarios; });
    if (scenarios > kMaxScenarios) continue;
    const auto truth = support::some_machine_is_right(problem, kMaxRuns);
    if (!truth) continue;
    ++(*truth ? feasible : infeasible);
    for (const bool freeze : {false, true}) {
      const Learnt learnt = learn_everything(problem, freeze, 1 + rng.below(100));
      ASSERT_EQ(learnt.outcome == TableSolver::Outcome::kCandidate, *truth) << "frozen: " << freeze << "\n"
                                                                            << support::describe(test_case);
      if (*truth) {
        EXPECT_TRUE(support::is_right(problem, learnt.machine)) << support::describe(test_case);
      }
    }
  }
  EXPECT_GE(feasible, 40);
  EXPECT_GE(infeasible, 40);
}

TEST(TableSolver, TheFirstCandidateKeepsTheLosslessRunInStateZero) {
  for (const model::View view : model::kAllViews) {
    const Problem problem = model::problem_of("consensus", model::setting_of(3, 3, 3, "crash=1", view));
    TableSolver solver(problem, 1);
    solver.freeze_lossless_run();
    Machine machine(problem.setting());
    base::Stop stop;
    ASSERT_EQ(solver.solve(machine, stop), TableSolver::Outcome::kCandidate);
    // Its entries are those of the run, one for each round but the last and each table.
    const auto entries = machine.entries();
    EXPECT_EQ(entries.size(), view == model::View::kVectorId ? 6U : 2U);
    for (const auto& [entry, next] : entries) EXPECT_EQ(next, 0);
    EXPECT_EQ(solver.entries(), entries.size());
  }
}

TEST(TableSolver, FreezingLosesNoProtocolUnderAnyNamesOfItsStates) {
  // FloodSet names its states after values, so the frozen run keeps state 0; renamed it does not. Learning
  // every scenario that refutes some candidate never excludes both.
  for (const model::View view : model::kAllViews) {
    const Problem problem = model::problem_of("consensus", model::setting_of(3, 2, 2, "crash=1", view));
    const Learnt free = learn_everything(problem, false, 1);
    const Learnt frozen = learn_everything(problem, true, 1);
    EXPECT_EQ(free.outcome, TableSolver::Outcome::kCandidate);
    EXPECT_EQ(frozen.outcome, TableSolver::Outcome::kCandidate);
    EXPECT_TRUE(support::is_right(problem, frozen.machine));
  }
}

TEST(TableSolver, LearningTheSameAgainAddsNothing) {
  for (const model::View view : model::kAllViews) {
    const Problem problem = model::problem_of("consensus", model::setting_of(3, 2, 2, "crash=1", view));
    const Machine machine = supposing_zero(problem.setting());
    TableSolver solver(problem, 1);
    base::Stop never;
    support::for_each_scenario(
        problem.setting(), [&](const model::Scenario& scenario) { solver.learn(scenario, machine, never); });
    const std::uint64_t clauses = solver.clauses();
    const std::uint64_t entries = solver.entries();
    EXPECT_GT(clauses, 0U);
    support::for_each_scenario(
        problem.setting(), [&](const model::Scenario& scenario) { solver.learn(scenario, machine, never); });
    EXPECT_EQ(solver.clauses(), clauses);
    EXPECT_EQ(solver.entries(), entries);
  }
}

TEST(TableSolver, AScenarioThatIsLearntTwiceForDifferentCandidatesRefutesBoth) {
  // Three decisions of six processes that know who they are: too many to learn at once, so the engine learns
  // each candidate's own, even of a scenario that it learnt before.
  const std::string text =
      "(set-logic ALL)(declare-sort Process 0)(declare-datatypes ((V 0)) (((a) (b) (c))))"
      "(declare-fun init (Process) V)(declare-fun decides (Process V) Bool)"
      "(assert (! (exists ((p Process) (q Process)) (and (decides p b) (decides q c))) :named differ))";
  model::Setting setting = model::setting_of(6, 1, 1, "none", model::View::kVectorId);
  const Problem problem(spec::read_spec(text, "differ.smt2"), setting);
  model::Scenario scenario;
  scenario.initial.assign(6, 0);
  TableSolver solver(problem, 1);
  Machine candidate = supposing_zero(problem.setting());
  base::Stop stop;
  int refuted = 0;
  while (verify::broken_property(problem, model::simulate(problem, candidate, scenario))) {
    ++refuted;
    const std::uint64_t before = solver.clauses();
    solver.learn(scenario, candidate, stop);
    ASSERT_GT(solver.clauses(), before);
    ASSERT_EQ(solver.solve(candidate, stop), TableSolver::Outcome::kCandidate);
  }
  EXPECT_GT(refuted, 1);
}

TEST(TableSolver, StopsWhenAsked) {
  const Problem problem = model::problem_of("consensus", model::setting_of(4, 3, 2, "crash=2"));
  TableSolver solver(problem, 1);
  Machine machine = supposing_zero(problem.setting());
  base::Stop never;
  support::for_each_scenario(model::setting_of(4, 3, 2, "crash=1"), [&](const model::Scenario& scenario) {
    solver.learn(scenario, machine, never);
  });
  const std::atomic<bool> interrupted{true};
  base::Stop stop(0, 0, &interrupted);
  EXPECT_EQ(solver.solve(machine, stop), TableSolver::Outcome::kStopped);
}

TEST(TableSolver, StoppedLearningIsCompletedByLearningAgain) {
  const Problem problem = model::problem_of("consensus", model::setting_of(4, 3, 2, "crash=2"));
  const Machine machine = supposing_zero(problem.setting());
  const std::atomic<bool> interrupted{true};
  base::Stop now(0, 0, &interrupted);
  base::Stop never;
  TableSolver once(problem, 1);
  TableSolver stopped(problem, 1);
  support::for_each_scenario(model::setting_of(4, 3, 2, "crash=1"), [&](const model::Scenario& scenario) {
    once.learn(scenario, machine, never);
    stopped.learn(scenario, machine, now);
  });
  EXPECT_LT(stopped.clauses(), once.clauses());
  support::for_each_scenario(model::setting_of(4, 3, 2, "crash=1"), [&](const model::Scenario& scenario) {
    stopped.learn(scenario, machine, never);
  });
  EXPECT_EQ(stopped.clauses(), once.clauses());
}

}  // namespace
}  // namespace ggms::synth
