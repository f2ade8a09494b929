// The SAT side of the exact engine (CaDiCaL, incremental).
//
// A scenario fixes everything but the machine, so what happens under it is a tree: at each boundary the
// distinct table entries that are used decide the next configuration. For each node "reached(configuration)
// and these moves imply reached(next configuration)", and at the end "reached(configuration) implies no
// decisions that break a property". Configurations are the same for all scenarios that pass through them, so
// what is learnt from one serves all.

#include "synth/table_solver.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include <cadical.hpp>

#include "base/check.h"
#include "model/ranges.h"
#include "synth/sat.h"

namespace ggms::synth {

namespace {

// Next configurations of one node that are all followed; ours, by measurement.
constexpr std::size_t kMaxBranches = 16;

/// A process of a configuration: state, decision, initial value, role, crashed, connected, decided_in.
using PackedProcess =
    base::Packing<model::kStateRange, model::kStateRange, model::kInitialRange, model::kRoleRange,
                  model::kFlagRange, model::kFlagRange, model::kDecidedInRange>;
static_assert(PackedProcess::kBits <= 31, "TableSolver::Words has room for no more");

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
  // Prefer the first state of every alphabet, and keep preferring it: what no counterexample demands stays
  // uniform, so candidates agree with each other and with what the machine supposes of entries that have no
  // variable.
  solver.set("phase", 0);
  solver.set("rephase", 0);
  solver.set("lucky", 0);
  solver.set("walk", 0);
}

}  // namespace

TableSolver::TableSolver(const model::Problem& problem, std::uint64_t seed)
    : problem_(problem),
      most_nodes_(most_nodes(problem.setting().rounds)),
      unordered_((problem.setting().view == model::View::kCounts ||
                  problem.setting().view == model::View::kCountsOwn) &&
                 !problem.compiled().uses_names()),
      solver_(std::make_unique<CaDiCaL::Solver>()) {
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
        add_clause({-literal({round, slot, key}, next)}, {.kind = Reason::Kind::kNames});
    }
  }
}

void TableSolver::fix(const model::Entry& entry, int next) {
  add_clause({literal(entry, next)}, {.kind = Reason::Kind::kNames});
}

void TableSolver::forbid(const std::vector<std::pair<model::Entry, model::State>>& moves) {
  CHECK(!deriver_);  // it follows from nothing
  std::vector<int> clause;
  for (const auto& [entry, next] : moves) clause.push_back(-literal(entry, next));
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

/// The literal "this entry moves to `next`". Two states share one variable, more have one each.
int TableSolver::literal(const model::Entry& entry, int next) {
  const int states = problem_.setting().alphabet(entry.round);
  const auto [it, is_new] = entries_.try_emplace(entry, variables_ + 1);
  const int first = it->second;
  if (is_new) {
    in_order_.emplace_back(entry, first);
    const int count = states <= 2 ? 1 : states;
    for (int i = 0; i < count; ++i) {
      const int variable = fresh();
      if (deriver_) deriver_->move(variable, entry, states <= 2 ? 1 : i);
    }
    if (states == 1) add_clause({-first});
    if (states > 2) {
      std::vector<int> some;
      for (int i = 0; i < states; ++i) {
        some.push_back(first + i);
        for (int j = 0; j < i; ++j) add_clause({-(first + i), -(first + j)});
      }
      add_clause(some);
      solver_->phase(first);
    }
  }
  if (states > 2) return first + next;
  return next == 0 ? -first : first;
}

TableSolver::Words TableSolver::configuration_key(int boundary, const model::Situation& situation,
                                                  bool sorted) const {
  Words key;
  key.reserve(situation.processes.size() + 5);
  const bool locals = problem_.compiled().uses_initial();
  for (std::size_t p = 0; p < situation.processes.size(); ++p) {
    const model::ProcessNow& now = situation.processes[p];
    const int local = locals ? scenario_->initial[p] : 0;
    const model::Role role = scenario_->role(static_cast<int>(p));
    key.push_back(static_cast<std::int32_t>(PackedProcess::pack(now.state, now.decision, local, role,
                                                                now.crashed, now.connected, now.decided_in)));
  }
  if (sorted) std::sort(key.begin(), key.end());
  key.push_back(boundary);
  key.push_back(situation.lost ? 1 : 0);
  key.push_back(static_cast<std::int32_t>(initial_facts_ >> 32));
  key.push_back(static_cast<std::int32_t>(initial_facts_ & 0xFFFFFFFF));
  key.push_back(base::narrow<std::int32_t>(problem_.adversary().index_of(
      ledgers_[std::min(static_cast<std::size_t>(boundary), ledgers_.size() - 1)])));
  return key;
}

int TableSolver::reached(int boundary, const model::Situation& situation) {
  if (boundary == 0) return kTrue;
  const auto [it, is_new] =
      reached_.try_emplace(configuration_key(boundary, situation, unordered_), variables_ + 1);
  if (is_new) {
    const int variable = fresh();
    if (deriver_) deriver_->configuration(variable, boundary, situation);
  }
  return it->second;
}

/// Numbers what the adversary does from each round on, so that scenarios that end alike have one number for
/// it, and a key needs no more.
void TableSolver::number_faults() {
  const int rounds = problem_.setting().rounds;
  faults_from_.assign(static_cast<std::size_t>(rounds) + 2, 0);
  for (int round = rounds; round >= 1; --round) {
    const auto at = static_cast<std::size_t>(round);
    const model::RoundFaults& faults = scenario_->faults(round);
    Words words;
    words.reserve(6 + faults.crashing.size() + faults.leaving.size() + faults.block.size() +
                  2 * faults.losses.size() + 3 * faults.forged.size());
    words.push_back(faults_from_[at + 1]);
    for (const std::vector<int>* list : {&faults.crashing, &faults.leaving, &faults.block}) {
      words.push_back(-1);
      words.insert(words.end(), list->begin(), list->end());
    }
    words.push_back(-1);
    for (const auto& [receiver, sender] : faults.losses) {
      words.push_back(receiver);
      words.push_back(sender);
    }
    words.push_back(-1);
    for (const auto& [receiver, sender, state] : faults.forged)
      words.insert(words.end(), {receiver, sender, state});
    const auto number = static_cast<int>(faults_number_.size()) + 1;  // 0: nothing follows
    faults_from_[at] = faults_number_.try_emplace(std::move(words), number).first->second;
  }
}

std::vector<TableSolver::Move> TableSolver::moves(const model::Step& step) {
  std::vector<Move> moves;
  for (std::size_t p = 0; p < step.receptions().size(); ++p) {
    const model::Reception& reception = step.receptions()[p];
    if (reception.kind != model::Reception::Kind::kMoves) continue;
    auto it = std::find_if(moves.begin(), moves.end(),
                           [&](const Move& move) { return move.entry == reception.entry; });
    if (it == moves.end()) it = moves.insert(it, {reception.entry, {}});
    it->processes.push_back(static_cast<int>(p));
  }
  return moves;
}

void TableSolver::learn(const model::Scenario& scenario, const model::Machine& machine, base::Stop& stop) {
  scenario_ = &scenario;
  stop_ = &stop;
  ledgers_ = model::ledgers(scenario, problem_.setting());
  candidate_ = &machine;
  initial_facts_ = problem_.initial_facts(scenario.initial, scenario.picked);
  nodes_ = 0;
  passed_.clear();
  number_faults();
  if (deriver_) deriver_->begin(scenario, ledgers_, initial_facts_);
  follow(1, model::as_seen(problem_, model::start(problem_, scenario)), kTrue);
}

void TableSolver::follow(int round, const model::Situation& situation, int here) {
  if (stop_->requested(0)) {
    whole_ = false;
    return;
  }
  // What follows from here depends on the configuration and on the rest of the scenario alone.
  const int rounds = problem_.setting().rounds;
  Words node = configuration_key(round - 1, situation, false);
  node.push_back(faults_from_[static_cast<std::size_t>(round)]);
  if (followed_.count(node) != 0) return;
  // Past the nodes that branch, only the candidate's own way is left, and it is the same each time.
  if (nodes_ > most_nodes_ && !passed_.insert(node).second) {
    whole_ = false;
    return;
  }
  const bool was_whole = std::exchange(whole_, true);
  ++nodes_;
  const model::Step step(problem_, candidate_->keys(round), round, *scenario_, situation);
  const std::vector<Move> next = moves(step);
  if (round == rounds) {
    demand(step, here, next);
  } else {
    branch(round, step, here, next);
  }
  if (whole_) followed_.insert(std::move(node));
  whole_ = whole_ && was_whole;
}

/// All ways to move from here; only the candidate's own where they are too many.
void TableSolver::branch(int round, const model::Step& step, int here, const std::vector<Move>& moves) {
  const int states = problem_.setting().alphabet(round);
  std::size_t ways = 1;
  for (std::size_t i = 0; i < moves.size() && ways <= kMaxBranches; ++i)
    ways *= static_cast<std::size_t>(states);
  std::vector<int> chosen(moves.size(), 0);
  std::vector<int> next(step.receptions().size(), 0);
  const auto take = [&] {
    std::vector<int> clause{here == kTrue ? kTrue : -here};
    for (std::size_t i = 0; i < moves.size(); ++i) {
      clause.push_back(-literal(moves[i].entry, chosen[i]));
      for (const int p : moves[i].processes) next[static_cast<std::size_t>(p)] = chosen[i];
    }
    const model::Situation then = model::as_seen(problem_, step.after(next));
    const int there = reached(round, then);
    clause.push_back(there);
    if (known_.insert(clause).second) add_clause(clause, step_reason(round, here, there));
    follow(round + 1, then, there);
  };
  if (ways > kMaxBranches || nodes_ > most_nodes_) {
    whole_ = false;
    for (std::size_t i = 0; i < moves.size(); ++i) chosen[i] = candidate_->next(moves[i].entry);
    return take();
  }
  for (std::size_t way = 0; way < ways; ++way) {
    std::size_t rest = way;
    for (int& state : chosen) {
      state = static_cast<int>(rest % static_cast<std::size_t>(states));
      rest /= static_cast<std::size_t>(states);
    }
    take();
  }
}

std::optional<std::vector<std::size_t>> TableSolver::conflict(
    const std::vector<std::pair<model::Entry, int>>& moves, model::Machine& machine, base::Stop& stop) {
  std::vector<int> assumptions;
  for (const auto& [entry, next] : moves) assumptions.push_back(literal(entry, next));
  CaDiCaL::Solver solver;
  configure(solver);
  for (const auto& [entry, first] : in_order_) {
    if (problem_.setting().alphabet(entry.round) > 2) solver.phase(first);
  }
  for (const int literal : kept_) solver.add(literal);
  for (const int assumption : assumptions) solver.assume(assumption);
  const Satisfiable answer = ask(solver, stop);
  if (answer == Satisfiable::kYes) read_machine(solver, machine);
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
  read_machine(*solver_, machine);
  return Outcome::kCandidate;
}

void TableSolver::read_machine(CaDiCaL::Solver& solver, model::Machine& machine) const {
  for (const auto& [entry, first] : in_order_) {
    const int states = problem_.setting().alphabet(entry.round);
    int next = 0;
    if (states <= 2) {
      next = solver.val(first) > 0 ? 1 : 0;
    } else {
      while (solver.val(first + next) < 0) ++next;
      [[maybe_unused]] const auto is_one_more = [&, zero = first] {
        for (int other = next + 1; other < states; ++other)
          if (solver.val(zero + other) > 0) return true;
        return false;
      };
      ASSERT(!is_one_more());
    }
    machine.set(entry, static_cast<model::State>(next));
  }
}

}  // namespace ggms::synth
