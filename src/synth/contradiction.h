#pragma once

#include <optional>
#include <vector>

#include "search/learner.h"
#include "synth/checkpoint.h"
#include "synth/table_solver.h"
#include "verify/explicit.h"

namespace ggms::synth {

/// Unfreezing by a solver (GGMS section C.3 plans it). All counterexamples so far become clauses, and the
/// frozen transitions are assumptions. Either these contradict each other, and the failed assumptions name
/// the culprits; or some machine satisfies all, and how the checker refutes it is learnt too. That machine is
/// never the answer: the policy has to find its own.
class Contradiction {
 public:
  /// `problem`, `entries` and `checker` have to outlive it. What is fixed in `frozen` is taken for granted.
  Contradiction(const model::Problem& problem, const search::Entries& entries,
                const search::FreezeStack& frozen, verify::Explicit& checker);

  /// What every machine must do better than this one; a part of that if stopped.
  void learn(const model::Machine& machine, const std::vector<verify::Violation>& violations,
             base::Stop& stop);
  /// The same from a checkpoint. Throws base::Error where it makes no sense.
  void learn(const std::vector<Lesson>& lessons, base::Stop& stop);
  const std::vector<Lesson>& lessons() const { return lessons_; }

  /// Frozen entries that can't all be right; nullopt if that isn't known of any yet.
  std::optional<search::Culprits> culprits(const search::FreezeStack& frozen, base::Stop& stop);

  /// What was frozen when a machine with it was last seen to exist: not asked again, so part of a checkpoint.
  const std::optional<Frozen>& possible() const { return possible_; }
  void restore_possible(const std::optional<Frozen>& possible) { possible_ = possible; }

  std::uint64_t clauses() const { return solver_.clauses(); }

 private:
  void take(const Lesson& lesson, const model::Machine& machine, base::Stop& stop);

  const model::Problem& problem_;
  const search::Entries& entries_;
  verify::Explicit& checker_;
  TableSolver solver_;
  std::vector<Lesson> lessons_;
  model::Machine candidate_;
  std::optional<Frozen> possible_;
};

}  // namespace ggms::synth
