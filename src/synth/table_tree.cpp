// A scenario fixes everything but the machine, so what happens under it is a tree: at each boundary the
// distinct table entries that are used decide the next configuration. For each node "reached(configuration)
// and these moves imply reached(next configuration)", and at the end "reached(configuration) implies no
// decisions that break a property" (table_demands.cpp). Configurations are the same for all scenarios that
// pass through them, so what is learnt from one serves all.

#include <algorithm>
#include <utility>

#include "synth/table_solver.h"

namespace ggms::synth {

namespace {

// Next configurations of one node that are all followed; ours, by measurement.
constexpr std::size_t kMaxBranches = 16;

}  // namespace

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
  candidate_ = &machine;
  nodes_ = 0;
  passed_.clear();
  keys_.begin(scenario);
  if (deriver_) deriver_->begin(scenario, keys_.ledgers(), keys_.initial_facts());
  follow(1, model::as_seen(problem_, model::start(problem_, scenario)), kTrue);
}

void TableSolver::follow(int round, const model::Situation& situation, int here) {
  if (stop_->requested(0)) {
    whole_ = false;
    return;
  }
  // What follows from here depends on the configuration and on the rest of the scenario alone.
  const int rounds = problem_.setting().rounds;
  Words node = keys_.node(round, situation);
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
      clause.push_back(-entries_.literal(moves[i].entry, chosen[i]));
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

}  // namespace ggms::synth
