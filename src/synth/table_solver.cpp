// The SAT side of the exact engine (CaDiCaL, incremental): which variables there are and what they mean, and
// asking for a machine. What a scenario demands of them is in table_tree.cpp and table_demands.cpp.

#include "synth/table_solver.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <cadical.hpp>

#include "base/check.h"
#include "synth/sat.h"

namespace ggms::synth {

namespace {

/// How many nodes of one scenario's tree branch; the others follow the candidate. Ours, by measurement:
/// enough for some whole ways through all rounds, or nothing is learnt in full of the last rounds, and each
/// counterexample is followed again from its beginning.
int most_nodes(int rounds) {
  constexpr int kLeast = 256;
  constexpr int kEachRound = 2;
  return std::max(kLeast, kEachRound * rounds);
}

void configure(CaDiCaL::Solver& solver) {
  solver.set("quiet", 1);
  prefer_first_states(solver);
}

}  // namespace

TableSolver::TableSolver(const model::Problem& problem, std::uint64_t seed)
    : problem_(problem),
      most_nodes_(most_nodes(problem.setting().rounds)),
      unordered_((problem.setting().view == model::View::kCounts ||
                  problem.setting().view == model::View::kCountsOwn) &&
                 !problem.compiled().uses_names()),
      keys_(problem),
      solver_(std::make_unique<CaDiCaL::Solver>()),
      entries_(problem.setting(), hooks()) {
  configure(*solver_);
  solver_->set("seed", static_cast<int>(seed % 2'000'000'000));
}

TableSolver::~TableSolver() = default;

void TableSolver::derive_into(Derivation& derivation) {
  deriver_.emplace(problem_, derivation);
  unordered_ = false;
}

void TableSolver::freeze_lossless_run() {
  // All initial values equal, nothing lost: where the table does not tell processes apart, all move alike, so
  // each round uses one entry; in vector+id each process has one of its own, and state names of its own.
  const model::Setting& setting = problem_.setting();
  for (int round = 1; round < setting.rounds; ++round) {
    const model::Keys keys(setting, round);
    std::uint64_t key = keys.own_weight(0);
    for (int p = 0; p < setting.processes; ++p) key += keys.weight(p, 0);
    for (int slot = 0; slot < keys.slots(); ++slot) {
      if (setting.decide == model::Decide::kLast) {
        fix({round, slot, key}, 0);
        continue;
      }
      // The move may be a decision; if it is none, it is to the first internal state.
      for (int next = 1; next < setting.states; ++next)
        add_clause({-entries_.literal({round, slot, key}, next)}, {.kind = Reason::Kind::kNames});
    }
  }
}

void TableSolver::fix(const model::Entry& entry, int next) {
  add_clause({entries_.literal(entry, next)}, {.kind = Reason::Kind::kNames});
}

void TableSolver::forbid(const std::vector<std::pair<model::Entry, model::State>>& moves) {
  CHECK(!deriver_);  // it follows from nothing
  std::vector<int> clause;
  for (const auto& [entry, next] : moves) clause.push_back(-entries_.literal(entry, next));
  add_clause(std::move(clause));
}

int TableSolver::fresh() {
  return ++variables_;
}

void TableSolver::add_clause(std::vector<int> clause, Reason reason) {
  std::erase(clause, kTrue);
  for (const int literal : clause) solver_->add(literal);
  solver_->add(0);
  ++clauses_;
  if (deriver_) deriver_->clause(clause, std::move(reason));
  if (!keeps_) return;
  kept_.insert(kept_.end(), clause.begin(), clause.end());
  kept_.push_back(0);
}

Reason TableSolver::step_reason(int round, int here, int there) const {
  if (!deriver_) return {};
  return {.kind = Reason::Kind::kStep,
          .from = deriver_->number_of(here),
          .to = deriver_->number_of(there),
          .faults = scenario_->faults(round)};
}

Reason TableSolver::end_reason(int here, std::size_t property) const {
  if (!deriver_) return {};
  return {.kind = Reason::Kind::kEnd,
          .from = deriver_->number_of(here),
          .property = property,
          .faults = scenario_->faults(problem_.setting().rounds)};
}

EntryVariables::Hooks TableSolver::hooks() {
  return {.fresh = [this] { return fresh(); },
          .add = [this](std::vector<int> clause) { add_clause(std::move(clause)); },
          .on_new =
              [this](const model::Entry& entry, int first, int count) {
                for (int i = 0; deriver_ && i < count; ++i)
                  deriver_->move(first + i, entry, count == 1 ? 1 : i);
                if (count > 1) solver_->phase(first);
              }};
}

int TableSolver::reached(int boundary, const model::Situation& situation) {
  if (boundary == 0) return kTrue;
  const auto [it, is_new] =
      reached_.try_emplace(keys_.configuration(boundary, situation, unordered_), variables_ + 1);
  if (is_new) {
    const int variable = fresh();
    if (deriver_) deriver_->configuration(variable, boundary, situation);
  }
  return it->second;
}

std::optional<std::vector<std::size_t>> TableSolver::conflict(
    const std::vector<std::pair<model::Entry, int>>& moves, model::Machine& machine, base::Stop& stop) {
  std::vector<int> assumptions;
  for (const auto& [entry, next] : moves) assumptions.push_back(entries_.literal(entry, next));
  CaDiCaL::Solver solver;
  configure(solver);
  for (const auto& [entry, first] : entries_.in_order()) {
    if (problem_.setting().alphabet(entry.round) > 2) solver.phase(first);
  }
  for (const int literal : kept_) solver.add(literal);
  for (const int assumption : assumptions) solver.assume(assumption);
  const Satisfiable answer = ask(solver, stop);
  if (answer == Satisfiable::kYes) entries_.read(solver, machine);
  if (answer != Satisfiable::kNo) return std::nullopt;
  std::vector<std::size_t> culprits;
  for (std::size_t i = 0; i < assumptions.size(); ++i) {
    if (solver.failed(assumptions[i])) culprits.push_back(i);
  }
  return culprits;
}

TableSolver::Outcome TableSolver::solve(model::Machine& machine, base::Stop& stop) {
  const Satisfiable answer = ask(*solver_, stop);
  if (answer == Satisfiable::kNo) return Outcome::kNone;
  if (answer == Satisfiable::kStopped) {
    stop.requested_now();
    return Outcome::kStopped;
  }
  entries_.read(*solver_, machine);
  return Outcome::kCandidate;
}

}  // namespace ggms::synth
