#pragma once

#include <optional>
#include <vector>

#include "search/learner.h"
#include "synth/checkpoint.h"
#include "synth/table_solver.h"

namespace ggms::synth {

/// Unfreezing by a solver (GGMS section C.3 plans it): the clauses of all counterexamples so far, with the frozen
/// transitions as assumptions. If they contradict each other, the failed assumptions name the culprits.
class Contradiction {
 public:
  /// `problem` and `entries` have to outlive it. What is fixed in `frozen` is taken for granted.
  Contradiction(const model::Problem& problem, const search::Entries& entries, const search::FreezeStack& frozen);

  /// What every machine must do better than this one.
  void learn(const model::Machine& machine, const std::vector<verify::Violation>& violations);
  /// The same from a checkpoint. Throws base::Error where it makes no sense.
  void learn(const std::vector<Lesson>& lessons);
  const std::vector<Lesson>& lessons() const { return lessons_; }

  /// Frozen entries that can't all be right; nullopt if that isn't known of any.
  std::optional<search::Culprits> culprits(const search::FreezeStack& frozen, base::Stop& stop);

 private:
  const model::Problem& problem_;
  const search::Entries& entries_;
  TableSolver solver_;
  std::vector<Lesson> lessons_;
};

}  // namespace ggms::synth
