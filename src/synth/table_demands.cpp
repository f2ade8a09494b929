// What the end of a learnt scenario demands of the table: no decisions that break a property.

#include <functional>
#include <map>
#include <set>
#include <utility>

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
  for (const spec::Requirement& property : problem_.compiled().properties()) {
    if (!property.is_universal) {
      demand_whole(property.formula, end, here, moves);
      continue;
    }
    for (const spec::Universal& universal : property.universals)
      demand_tuples(universal, end, here, moves, move_of);
  }
}

/// Lets a process that moves in the last round decide.
void TableSolver::decide(spec::Observation& seen, int decision) const {
  seen.decision = decision;
  seen.decided_in = problem_.setting().rounds;
}

/// A universal property: for every choice of its few processes, no decisions of theirs that break it.
/// Processes that differ in nothing that the property sees stand for each other.
void TableSolver::demand_tuples(const spec::Universal& universal, const spec::Outcome& end, int here,
                                const std::vector<Move>& moves, const std::vector<int>& move_of) {
  std::vector<int> representatives;
  std::map<std::pair<int, spec::Observation>, int> alike;
  for (int p = 0; p < static_cast<int>(move_of.size()); ++p) {
    spec::Observation looks = end.processes[static_cast<std::size_t>(p)];
    looks.name = spec::Observation::kNone;
    if (!problem_.compiled().uses_initial()) looks.initial = 0;
    const bool known = !problem_.compiled().uses_names() &&
                       ++alike[{move_of[static_cast<std::size_t>(p)], looks}] > universal.width;
    if (!known) representatives.push_back(p);
  }
  std::set<std::vector<int>> clauses;
  std::vector<int> who;
  std::vector<int> decision(moves.size(), -1);  // per move, where it is decided by the tuple so far
  std::vector<spec::Observation> seen(static_cast<std::size_t>(universal.width));
  std::vector<const spec::Observation*> observed(static_cast<std::size_t>(universal.width));
  const std::function<void()> choose = [&] {
    const std::size_t i = who.size();
    if (i == seen.size()) {
      if (spec::matrix_holds(problem_.compiled().formulas(), universal.matrix, observed, who, end.facts))
        return;
      std::vector<int> clause;
      for (std::size_t m = 0; m < moves.size(); ++m) {
        if (decision[m] >= 0) clause.push_back(-literal(moves[m].entry, decision[m]));
      }
      clauses.insert(std::move(clause));
      return;
    }
    for (const int p : representatives) {
      const int move = move_of[static_cast<std::size_t>(p)];
      who.push_back(p);
      observed[i] = &seen[i];
      seen[i] = end.processes[static_cast<std::size_t>(p)];
      if (move < 0 || decision[static_cast<std::size_t>(move)] >= 0) {
        if (move >= 0) decide(seen[i], decision[static_cast<std::size_t>(move)]);
        choose();
      } else {
        int& decided = decision[static_cast<std::size_t>(move)];
        for (decided = 0; decided < problem_.setting().decisions; ++decided) {
          decide(seen[i], decided);
          choose();
        }
        decided = -1;
      }
      who.pop_back();
    }
  };
  choose();
  for (std::vector<int> clause : clauses) {
    clause.push_back(here == kTrue ? kTrue : -here);
    if (known_.insert(clause).second) add_clause(clause);
  }
}

/// Any other property: every combination of decisions is judged as a whole, the candidate's only where there
/// are too many.
void TableSolver::demand_whole(spec::NodeId formula, spec::Outcome end, int here,
                               const std::vector<Move>& moves) {
  const auto decisions = static_cast<std::size_t>(problem_.setting().decisions);
  std::size_t ways = 1;
  for (std::size_t i = 0; i < moves.size() && ways <= kMaxOutcomes; ++i) ways *= decisions;
  const bool all = ways <= kMaxOutcomes;
  if (!all) whole_ = false;
  for (std::size_t way = 0; way < (all ? ways : 1); ++way) {
    std::vector<int> clause{here == kTrue ? kTrue : -here};
    std::size_t rest = way;
    for (const Move& move : moves) {
      const int decision = all ? static_cast<int>(rest % decisions) : candidate_->next(move.entry);
      rest /= decisions;
      clause.push_back(-literal(move.entry, decision));
      for (const int p : move.processes) decide(end.processes[static_cast<std::size_t>(p)], decision);
    }
    if (!spec::evaluate(problem_.compiled().formulas(), formula, end)) add_clause(clause);
  }
}

}  // namespace ggms::synth
