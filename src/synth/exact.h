#pragma once

#include <cstdint>
#include <memory>

#include "base/phases.h"
#include "base/rng.h"
#include "synth/synthesis.h"
#include "synth/table_solver.h"
#include "verify/explicit.h"

namespace ggms::synth {

/// The exact engine (`--engine exact`): answers kFound or kInfeasible, kUnknown only when stopped.
Result exact(const model::Problem& problem, const Options& options, base::Stop& stop,
             const OnProgress& on_progress);

/// The same, but where each process has a table of its own it does not look first for one that serves all.
Result exact_by_process(const model::Problem& problem, const Options& options, base::Stop& stop,
                        const OnProgress& on_progress);

/// Its search, which can go on after a machine was found.
class ExactSearch {
 public:
  /// `problem` has to outlive it. Books what that takes.
  ExactSearch(const model::Problem& problem, const Options& options, base::Phases& time);

  /// Looks for a machine that no clause refutes or forbids: kFound, then it is machine(); kInfeasible
  /// where there is none; kUnknown only when stopped, or after so many candidates. `done` is counted up.
  Answer next(Statistics& done, base::Stop& stop, const OnProgress& on_progress,
              std::uint64_t most_candidates = UINT64_MAX);

  const model::Machine& machine() const { return candidate_; }
  /// What the clauses so far rest on, if Options::derive asked for it.
  const std::shared_ptr<Derivation>& derivation() const { return derivation_; }
  verify::Explicit& checker() { return checker_; }

  /// Rules out all machines with these moves.
  void forbid(const std::vector<std::pair<model::Entry, model::State>>& moves) { solver_.forbid(moves); }

 private:
  TableSolver::Outcome propose(Statistics& done, base::Stop& stop);
  verify::Verdict check_and_learn(Statistics& done, base::Stop& stop);

  const model::Problem& problem_;
  base::Stopwatch watch_;
  verify::Explicit checker_;
  TableSolver solver_;
  std::shared_ptr<Derivation> derivation_;
  model::Machine candidate_;
  base::Rng rng_;
};

}  // namespace ggms::synth
