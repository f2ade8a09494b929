// What the end of a learnt scenario demands of the table: no decisions that break a property.

#include <utility>

#include "synth/demands.h"
#include "synth/table_solver.h"

namespace ggms::synth {

namespace {

constexpr std::size_t kMaxOutcomes = 256;  // combinations of decisions that are judged as a whole

}  // namespace

/// The last round: no decisions that break a property.
void TableSolver::demand(const model::Step& step, int here, const std::vector<Move>& moves) {
  const std::vector<int> any_decision(step.receptions().size(), 0);
  const spec::Outcome end = model::outcome_of(problem_, *scenario_, step.after(any_decision));
  std::vector<int> move_of(step.receptions().size(), -1);
  for (std::size_t i = 0; i < moves.size(); ++i) {
    for (const int p : moves[i].processes) move_of[static_cast<std::size_t>(p)] = static_cast<int>(i);
  }
  const std::vector<spec::Requirement>& properties = problem_.compiled().properties();
  for (std::size_t i = 0; i < properties.size(); ++i) {
    const spec::Requirement& property = properties[i];
    if (!property.is_universal) {
      demand_whole(i, end, here, moves);
      continue;
    }
    for (const spec::Universal& universal : property.universals) {
      whole_ &= for_each_forbidden(
          problem_, universal, end, move_of, static_cast<int>(moves.size()), *stop_,
          [&](const Forbidden& forbidden) {
            std::vector<int> clause;
            for (const auto& [move, decision] : forbidden)
              clause.push_back(-entries_.literal(moves[static_cast<std::size_t>(move)].entry, decision));
            clause.push_back(here == kTrue ? kTrue : -here);
            if (known_.insert(clause).second) add_clause(clause, end_reason(here, i));
          });
    }
  }
}

/// Any other property: every combination of decisions is judged as a whole, the candidate's only where there
/// are too many.
void TableSolver::demand_whole(std::size_t property, spec::Outcome end, int here,
                               const std::vector<Move>& moves) {
  const spec::NodeId formula = problem_.compiled().properties()[property].formula;
  const auto decisions = static_cast<std::size_t>(problem_.setting().decisions);
  std::size_t ways = 1;
  for (std::size_t i = 0; i < moves.size() && ways <= kMaxOutcomes; ++i) ways *= decisions;
  const bool all = ways <= kMaxOutcomes;
  if (!all) whole_ = false;
  for (std::size_t way = 0; way < (all ? ways : 1); ++way) {
    if (stop_->requested(0)) {
      whole_ = false;
      return;
    }
    std::vector<int> clause{here == kTrue ? kTrue : -here};
    std::size_t rest = way;
    for (const Move& move : moves) {
      const int decision = all ? static_cast<int>(rest % decisions) : candidate_->next(move.entry);
      rest /= decisions;
      clause.push_back(-entries_.literal(move.entry, decision));
      for (const int p : move.processes)
        synth::decide(problem_, end.processes[static_cast<std::size_t>(p)], decision);
    }
    if (!spec::evaluate(problem_.compiled().formulas(), formula, end))
      add_clause(clause, end_reason(here, property));
  }
}

}  // namespace ggms::synth
