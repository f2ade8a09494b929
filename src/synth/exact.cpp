// The exact engine: counterexample-guided search. The solver proposes a machine that no learnt scenario
// refutes; the explicit checker runs it in every execution; what it finds is learnt, as demands on every
// machine. It ends with a machine that nothing refutes, or with demands that no machine meets: then the
// setting is infeasible.

#include "synth/exact.h"

#include <memory>

#include "base/check.h"
#include "base/rng.h"
#include "synth/clock.h"
#include "synth/conclude.h"
#include "synth/renumbering.h"
#include "synth/table_solver.h"
#include "verify/explicit.h"

namespace ggms::synth {

namespace {

constexpr std::size_t kCounterexamples = 16;  // learnt from one candidate at most; ours, by measurement

}  // namespace

Result exact(const model::Problem& problem, const Options& options, base::Stop& stop,
             const OnProgress& on_progress) {
  const Clock clock;
  Result result;
  verify::Explicit checker(problem);
  TableSolver solver(problem, options.seed);
  const auto derivation = std::make_shared<Derivation>();
  if (options.derive) solver.derive_into(*derivation);
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
      if (options.derive) result.derivation = derivation;
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
