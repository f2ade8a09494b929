// The clauses of full information. Two runs whose ends look alike to a process oblige it to decide alike,
// because they share its history's variables.

#include "synth/history_demands.h"

#include <algorithm>
#include <utility>

#include <cadical.hpp>

namespace ggms::synth {

namespace {

/// The facts that properties see of a run with this end, without decisions.
spec::Outcome outcome_of(const HistoryEnd& end, const model::Problem& problem) {
  spec::Outcome outcome;
  outcome.facts.lost = end.lost;
  outcome.facts.initial_facts = problem.initial_facts(end.initial, end.picked);
  for (std::size_t p = 0; p < end.moves.size(); ++p) {
    spec::Observation seen;
    seen.name = static_cast<int>(p);
    seen.initial = end.initial[p];
    seen.correct = !end.crashed[p] && end.picked[p] == model::kNotPicked;
    seen.connected = end.connected[p];
    outcome.facts.failures += seen.correct ? 0 : 1;
    outcome.facts.crashed = outcome.facts.crashed || end.crashed[p];
    outcome.processes.push_back(seen);
  }
  return outcome;
}

}  // namespace

HistoryDemands::HistoryDemands(const model::Problem& problem, base::Stop& stop, Derivation* derivation)
    : problem_(problem), stop_(stop), derivation_(derivation), solver_(std::make_unique<CaDiCaL::Solver>()) {
  solver_->set("quiet", 1);
}

HistoryDemands::~HistoryDemands() = default;

Satisfiable HistoryDemands::ask() {
  return synth::ask(*solver_, stop_);
}

bool HistoryDemands::add(const HistoryEnd& end, const std::function<model::Scenario()>& run) {
  const spec::Outcome outcome = outcome_of(end, problem_);
  std::vector<int> move_of(end.moves.size(), -1);
  std::vector<int> deciding;  // histories, one a move
  for (std::size_t p = 0; p < end.moves.size(); ++p) {
    if (!end.moves[p]) continue;
    const auto same = std::find(deciding.begin(), deciding.end(), end.histories[p]);
    move_of[p] = static_cast<int>(same - deciding.begin());
    if (same == deciding.end()) deciding.push_back(end.histories[p]);
  }
  const auto moves = static_cast<int>(deciding.size());
  bool whole = true;
  const std::vector<spec::Requirement>& properties = problem_.compiled().properties();
  for (std::size_t i = 0; i < properties.size(); ++i) {
    const auto forbid = [&](const Forbidden& forbidden) {
      std::vector<int> clause;
      for (const auto& [move, decision] : forbidden)
        clause.push_back(-literal(deciding[static_cast<std::size_t>(move)], decision));
      if (!known_.insert(clause).second) return;
      Reason reason{.kind = Reason::Kind::kRun, .property = i};
      if (derivation_ != nullptr) {
        reason.run = derivation_->runs.size();
        derivation_->runs.push_back(run());
      }
      add_clause(clause, std::move(reason));
    };
    if (!properties[i].is_universal)
      whole &= demand_whole(properties[i].formula, outcome, move_of, moves, forbid);
    for (const spec::Universal& universal : properties[i].universals)
      whole &= for_each_forbidden(problem_, universal, outcome, move_of, moves, stop_, forbid);
  }
  return whole;
}

/// For a property that is no universal statement: judges every combination of decisions.
bool HistoryDemands::demand_whole(spec::NodeId formula, spec::Outcome outcome,
                                  const std::vector<int>& move_of, int moves,
                                  const std::function<void(const Forbidden&)>& forbid) const {
  bool whole = true;
  Forbidden chosen;
  const auto choose = [&](const auto& self, int move) -> void {
    if (stop_.requested(0)) {
      whole = false;
      return;
    }
    if (move == moves) {
      if (!spec::evaluate(problem_.compiled().formulas(), formula, outcome)) forbid(chosen);
      return;
    }
    for (int decision = 0; decision < problem_.setting().decisions; ++decision) {
      for (std::size_t p = 0; p < move_of.size(); ++p) {
        if (move_of[p] == move) decide(problem_, outcome.processes[p], decision);
      }
      chosen.emplace_back(move, decision);
      self(self, move + 1);
      chosen.pop_back();
    }
  };
  choose(choose, 0);
  return whole;
}

void HistoryDemands::add_clause(const std::vector<int>& clause, Reason reason) {
  for (const int literal : clause) solver_->add(literal);
  solver_->add(0);
  if (derivation_ == nullptr) return;
  derivation_->clauses.push_back(clause);
  derivation_->reasons.push_back(std::move(reason));
}

/// "After this history: that decision", one of them being true.
int HistoryDemands::literal(int history, int decision) {
  const auto [it, is_new] = variables_.try_emplace(history, next_variable_);
  const int first = it->second;
  if (is_new) {
    std::vector<int> some;
    for (int a = 0; a < problem_.setting().decisions; ++a) {
      if (derivation_ != nullptr) derivation_->decisions.push_back({next_variable_, {history, a}});
      some.push_back(next_variable_++);
      for (int b = 0; b < a; ++b) add_clause({-(first + a), -(first + b)}, {});
    }
    add_clause(some, {});
    if (derivation_ != nullptr) derivation_->variables = next_variable_ - 1;
  }
  return first + decision;
}

}  // namespace ggms::synth
