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
void TableSolver::demand(const Position& position, int here, const std::vector<Move>& moves) {
  const int n = problem_.setting().processes;
  spec::RunFacts facts;
  facts.lost = position.lost;
  facts.initial_facts = initial_facts_;
  int moving = 0;
  std::vector<int> move_of(static_cast<std::size_t>(n), -1);
  for (std::size_t i = 0; i < moves.size(); ++i) {
    facts.lost = facts.lost || moves[i].lost;
    moving += static_cast<int>(moves[i].processes.size());
    for (const int p : moves[i].processes) move_of[static_cast<std::size_t>(p)] = static_cast<int>(i);
  }
  facts.failures = n - moving;
  facts.crashed = facts.failures > 0;
  for (const spec::Requirement& property : problem_.compiled().properties()) {
    if (!property.is_universal) {
      demand_whole(property.formula, facts, here, moves);
      continue;
    }
    for (const spec::Universal& universal : property.universals)
      demand_tuples(universal, facts, here, moves, move_of);
  }
}

spec::Observation TableSolver::observation(int process, int decision) const {
  spec::Observation seen;
  seen.name = process;
  seen.initial = scenario_->initial[static_cast<std::size_t>(process)];
  seen.decision = decision;
  seen.decided_in = decision < 0 ? spec::Observation::kNone : problem_.setting().rounds;
  seen.correct = decision >= 0;
  return seen;
}

/// A universal property: for every choice of its few processes, no decisions of theirs that break it.
/// Processes that differ in nothing that the property sees stand for each other.
void TableSolver::demand_tuples(const spec::Universal& universal, const spec::RunFacts& facts, int here,
                                const std::vector<Move>& moves, const std::vector<int>& move_of) {
  std::vector<int> representatives;
  std::map<std::pair<int, int>, int> alike;
  for (int p = 0; p < static_cast<int>(move_of.size()); ++p) {
    const int local =
        problem_.compiled().uses_initial() ? scenario_->initial[static_cast<std::size_t>(p)] : 0;
    const bool known = !problem_.compiled().uses_names() &&
                       ++alike[{move_of[static_cast<std::size_t>(p)], local}] > universal.width;
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
      if (spec::matrix_holds(problem_.compiled().formulas(), universal.matrix, observed, who, facts)) return;
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
      if (move < 0 || decision[static_cast<std::size_t>(move)] >= 0) {
        seen[i] = observation(p, move < 0 ? -1 : decision[static_cast<std::size_t>(move)]);
        choose();
      } else {
        int& decided = decision[static_cast<std::size_t>(move)];
        for (decided = 0; decided < problem_.setting().decisions; ++decided) {
          seen[i] = observation(p, decided);
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
void TableSolver::demand_whole(spec::NodeId formula, const spec::RunFacts& facts, int here,
                               const std::vector<Move>& moves) {
  spec::Outcome outcome;
  outcome.facts = facts;
  for (int p = 0; p < problem_.setting().processes; ++p) outcome.processes.push_back(observation(p, -1));
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
      for (const int p : move.processes)
        outcome.processes[static_cast<std::size_t>(p)] = observation(p, decision);
    }
    if (!spec::evaluate(problem_.compiled().formulas(), formula, outcome)) add_clause(clause);
  }
}

}  // namespace ggms::synth
