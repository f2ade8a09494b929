// What a TableSolver's clauses rest on. Configurations are merged over initial values that the properties
// can't tell apart; which values they are merged over is written down too, so that a reader can check it.

#include "synth/derivation.h"

#include <algorithm>
#include <cstdlib>

namespace ggms::synth {

void Deriver::begin(const model::Scenario& scenario, const std::vector<model::Ledger>& ledgers,
                    std::uint64_t initial_facts) {
  scenario_ = &scenario;
  ledgers_ = &ledgers;
  std::vector<model::Role> picked = scenario.picked;
  picked.resize(scenario.initial.size(), model::kNotPicked);
  const bool all_of_it = problem_.compiled().uses_initial();
  const auto [same, is_new] =
      classes_.try_emplace({initial_facts, picked, all_of_it ? scenario.initial : std::vector<int>{}},
                           derivation_.start_classes.size());
  if (is_new) derivation_.start_classes.emplace_back();
  start_class_ = same->second;
  derivation_.start_classes[start_class_].insert(scenario.initial);

  const auto [start, is_other] =
      starts_.try_emplace({scenario.initial, picked}, derivation_.configurations.size());
  start_ = start->second;
  if (!is_other) return;
  const std::size_t alone = derivation_.start_classes.size();
  derivation_.start_classes.push_back({scenario.initial});
  derivation_.configurations.push_back(
      {0, 0, alone, model::as_seen(problem_, model::start(problem_, scenario)), picked, {}});
}

void Deriver::move(int variable, const model::Entry& entry, int next) {
  derivation_.variables = variable;  // they are made in order
  derivation_.moves.push_back({variable, {entry, next}});
}

void Deriver::configuration(int variable, int boundary, const model::Situation& situation) {
  std::vector<model::Role> picked = scenario_->picked;
  picked.resize(scenario_->initial.size(), model::kNotPicked);
  derivation_.variables = variable;
  numbers_.emplace(variable, derivation_.configurations.size());
  const auto at = std::min(static_cast<std::size_t>(boundary), ledgers_->size() - 1);
  derivation_.configurations.push_back(
      {variable, boundary, start_class_, situation, std::move(picked), (*ledgers_)[at]});
}

Derivation reduced(const Derivation& derivation, const std::vector<std::size_t>& clauses) {
  Derivation few;
  few.any_states = true;
  few.histories = derivation.histories;
  std::vector<int> variable(static_cast<std::size_t>(derivation.variables) + 1,
                            0);  // new numbers, in the old order
  for (const std::size_t i : clauses) {
    for (const int literal : derivation.clauses[i]) variable[static_cast<std::size_t>(std::abs(literal))] = 1;
  }
  for (int& number : variable) number = number == 0 ? 0 : ++few.variables;
  for (const auto& [number, decision] : derivation.decisions) {
    if (const int is = variable[static_cast<std::size_t>(number)]; is != 0)
      few.decisions.emplace_back(is, decision);
  }
  for (const std::size_t i : clauses) {
    std::vector<int>& clause = few.clauses.emplace_back();
    for (const int literal : derivation.clauses[i])
      clause.push_back((literal < 0 ? -1 : 1) * variable[static_cast<std::size_t>(std::abs(literal))]);
    Reason& reason = few.reasons.emplace_back(derivation.reasons[i]);
    if (reason.kind != Reason::Kind::kRun) continue;
    reason.run = few.runs.size();
    few.runs.push_back(derivation.runs[derivation.reasons[i].run]);
  }
  return few;
}

void Deriver::clause(const std::vector<int>& literals, Reason reason) {
  derivation_.clauses.push_back(literals);
  derivation_.reasons.push_back(std::move(reason));
}

}  // namespace ggms::synth
