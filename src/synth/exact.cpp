// The exact engine: counterexample-guided search. The solver proposes a machine that no learnt scenario
// refutes; the explicit checker runs it in every execution; what it finds is learnt, as demands on every
// machine. It ends with a machine that nothing refutes, or with demands that no machine meets: then the
// setting is infeasible.

#include "synth/exact.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "base/check.h"
#include "base/rng.h"
#include "synth/clock.h"
#include "synth/conclude.h"
#include "synth/table_solver.h"
#include "verify/explicit.h"

namespace ggms::synth {

namespace {

// Ours, by measurement (docs/benchmarks.md):
constexpr std::size_t kCounterexamples = 16;  // learnt from one candidate at most
constexpr int kRenumberings = 64;             // of the processes, for each counterexample

/// The same scenario with processes renumbered: process p becomes to[p].
model::Scenario renumbered(const model::Scenario& scenario, const std::vector<int>& to) {
  const auto at = [&](int p) { return to[static_cast<std::size_t>(p)]; };
  model::Scenario other = scenario;
  for (std::size_t p = 0; p < to.size(); ++p) {
    other.initial[static_cast<std::size_t>(to[p])] = scenario.initial[p];
  }
  for (model::RoundFaults& round : other.rounds) {
    for (int& p : round.crashing) p = at(p);
    for (auto& [receiver, sender] : round.losses)
      std::tie(receiver, sender) = std::pair(at(receiver), at(sender));
    std::sort(round.crashing.begin(), round.crashing.end());
    std::sort(round.losses.begin(), round.losses.end());
  }
  return other;
}

/// Learns a counterexample, and the same with its processes renumbered in some ways: these are scenarios like
/// any other, and mostly the next counterexamples.
void learn_with_renumberings(const model::Scenario& scenario, const model::Machine& candidate,
                             TableSolver& solver, base::Rng& rng) {
  solver.learn(scenario, candidate);
  if (solver.processes_are_alike()) return;
  std::vector<int> to(scenario.initial.size());
  std::iota(to.begin(), to.end(), 0);
  for (int i = 0; i < kRenumberings; ++i) {
    for (std::size_t p = to.size(); p > 1; --p) std::swap(to[p - 1], to[rng.below(p)]);
    solver.learn(renumbered(scenario, to), candidate);
  }
}

}  // namespace

Result exact(const model::Problem& problem, const Options& options, base::Stop& stop,
             const OnProgress& on_progress) {
  const Clock clock;
  Result result;
  verify::Explicit checker(problem);
  TableSolver solver(problem, options.seed);
  solver.freeze_lossless_run();
  model::Machine candidate(problem.setting());
  for (int round = 1; round <= problem.setting().rounds; ++round) candidate.suppose(round, 0);
  base::Rng rng(options.seed, "exact renumberings");
  verify::ExplicitOptions verdict_only;
  verdict_only.count = false;
  verdict_only.max_violations = kCounterexamples;

  Statistics& done = result.statistics;
  while (!stop.requested_now()) {
    const double before = clock.seconds();
    const TableSolver::Outcome outcome = solver.solve(candidate, stop);
    done.solving_seconds += clock.seconds() - before;
    done.entries = solver.entries();
    done.configurations = solver.configurations();
    done.clauses = solver.clauses();
    if (outcome == TableSolver::Outcome::kStopped) break;
    if (outcome == TableSolver::Outcome::kNone) {
      result.answer = Answer::kInfeasible;
      break;
    }
    ++done.candidates;
    const double solved = clock.seconds();
    const verify::Check check = checker.check(candidate, verdict_only, stop);
    done.checking_seconds += clock.seconds() - solved;
    if (check.verdict == verify::Verdict::kUnknown) break;
    if (check.verdict == verify::Verdict::kVerified) {
      conclude(candidate, checker, stop, result);
      break;
    }
    done.counterexamples += check.violations.size();
    const std::uint64_t known = solver.clauses();
    for (const verify::Violation& violation : check.violations) {
      learn_with_renumberings(violation.scenario, candidate, solver, rng);
    }
    CHECK(solver.clauses() >
          known);  // the candidate satisfied all that was learnt before, and is refuted now
    if (on_progress) on_progress({problem.setting(), done, clock.seconds()});
  }
  result.seconds = clock.seconds();
  return result;
}

}  // namespace ggms::synth
