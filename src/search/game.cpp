// The rules of the game (GGMS section 4.1): the first position, what a turn and a decision do to a position,
// and who has won at the end. Processes that look up the same entry decide together. turns.cpp lists the
// adversary's turns.

#include "search/game.h"

#include <algorithm>
#include <bit>
#include <limits>

#include "base/check.h"
#include "base/error.h"

namespace ggms::search {

namespace {

constexpr int kMaxRounds = std::numeric_limits<decltype(Position::boundary)>::max();

bool forges(const Stage& stage, int p) {
  return !model::Adversary::has_state(stage.roles[static_cast<std::size_t>(p)]);
}

}  // namespace

Game::Game(const model::Problem& problem, const Entries& entries)
    : problem_(problem), entries_(entries), judge_(problem) {
  if (problem.setting().processes > kMaxProcesses) {
    throw base::FieldError(
        "engine", "learning plays with at most " + std::to_string(kMaxProcesses) + " processes; try exact");
  }
  if (rounds() > kMaxRounds) {
    throw base::FieldError("engine",
                           "learning plays at most " + std::to_string(kMaxRounds) + " rounds; try exact");
  }
  for (int round = 1; round <= rounds(); ++round) keys_.emplace_back(problem.setting(), round);
}

std::size_t Game::HashStage::operator()(const Stage& stage) const {
  std::size_t hash = (stage.present * std::size_t{131} + stage.ledger) * 2 + (stage.begins ? 1 : 0);
  for (const model::Role role : stage.roles)
    hash = hash * 0x9E3779B97F4A7C15ULL + role;  // 2^64 / golden ratio
  return hash ^ hash >> 32;
}

Stage Game::stage(const std::vector<model::Role>& picked) const {
  Stage stage;
  std::copy(picked.begin(), picked.end(), stage.roles.begin());
  stage.present = static_cast<Processes>((1U << problem_.setting().processes) - 1);
  for (int p = 0; p < problem_.setting().processes; ++p) stage.begins = stage.begins || forges(stage, p);
  return stage;
}

Position Game::start(const std::vector<int>& initial, const std::vector<model::Role>& picked) const {
  Position position;
  position.stage = stage(picked);
  position.states.fill(Position::kAbsent);
  position.decisions.fill(Position::kNone);
  for (std::size_t p = 0; p < initial.size(); ++p) {
    const bool plays = !forges(position.stage, static_cast<int>(p));
    if (plays) position.states[p] = static_cast<std::int8_t>(initial[p]);
    if (problem_.compiled().uses_initial()) position.initial[p] = static_cast<std::int8_t>(initial[p]);
    if (plays || !problem_.compiled().uses_connected()) position.connected |= bit(static_cast<int>(p));
  }
  position.initial_facts = problem_.initial_facts(initial, picked);
  return position;
}

bool Game::is_over(const Position& position) {
  return std::all_of(position.states.begin(), position.states.end(),
                     [](std::int8_t state) { return state == Position::kAbsent; });
}

const std::vector<Turn>& Game::turns(const Stage& stage) const {
  const auto known = turns_.find(stage);
  if (known != turns_.end()) return known->second;
  std::vector<Turn> turns;
  add_turns(stage, turns);
  const std::vector<Turn>& all = turns_.emplace(stage, std::move(turns)).first->second;
  ASSERT(are_found_again(stage, all));
  return all;
}

Stage Game::after(const Stage& stage, const Turn& turn) {
  Stage next = stage;
  next.present &= static_cast<Processes>(~(turn.crashing | turn.leaving));
  next.ledger = turn.ledger;
  next.begins = false;
  return next;
}

void Game::moves(const Position& position, const Turn& turn, std::vector<Move>& out) const {
  const int round = position.boundary + 1;
  const model::Keys& keys = keys_[static_cast<std::size_t>(position.boundary)];
  const int n = problem_.setting().processes;
  const std::size_t first = out.size();
  auto forged = turn.forged.begin();
  for (int p = 0; p < n; ++p) {
    const auto to = static_cast<std::size_t>(p);
    if ((turn.moving & bit(p)) == 0) continue;
    const Processes missing = turn.missing[to];
    std::uint64_t key = 0;
    for (; forged != turn.forged.end() && forged->receiver == p; ++forged)
      key += keys.weight(forged->sender, forged->state);
    if (position.decisions[to] != Position::kNone) continue;
    key += keys.own_weight(position.states[to]);
    for (int q = 0; q < n; ++q) {
      const int state = position.states[static_cast<std::size_t>(q)];
      if ((missing & bit(q)) == 0 && state != Position::kAbsent) key += keys.weight(q, state);
    }
    const EntryId id = entries_.id({round, keys.slot(p), key});
    const auto known = std::find_if(out.begin() + static_cast<std::ptrdiff_t>(first), out.end(),
                                    [&](const Move& move) { return move.entry == id; });
    if (known != out.end()) {
      known->processes |= bit(p);
    } else {
      out.push_back({id, bit(p)});
    }
  }
  ASSERT(move_all(position, turn, {out.begin() + static_cast<std::ptrdiff_t>(first), out.end()}));
}

/// Whether the moves cover exactly the processes that receive and have not decided.
bool Game::move_all(const Position& position, const Turn& turn, const std::vector<Move>& moves) {
  Processes left = turn.moving;
  for (int p = 0; p < kMaxProcesses; ++p) {
    if (position.decisions[static_cast<std::size_t>(p)] != Position::kNone)
      left &= static_cast<Processes>(~bit(p));
  }
  for (const Move& move : moves) {
    if ((move.processes & ~left) != 0 || move.processes == 0) return false;
    left ^= move.processes;
  }
  return left == 0;
}

Position Game::after(const Position& position, const Turn& turn) const {
  Position next = position;
  next.stage = after(position.stage, turn);
  next.states.fill(Position::kAbsent);
  ++next.boundary;
  next.leaving = turn.leaving;
  if (turn.loses && problem_.compiled().uses_lost()) next.lost = true;
  const int n = problem_.setting().processes;
  for (int p = 0; p < n; ++p) {
    const auto i = static_cast<std::size_t>(p);
    const bool moves = (turn.moving & bit(p)) != 0;
    if (moves && position.decisions[i] != Position::kNone)
      next.states[i] =
          static_cast<std::int8_t>(problem_.setting().decided(next.boundary, position.decisions[i]));
    if (!problem_.compiled().uses_connected()) continue;
    const bool hears = 2 * (n - std::popcount(turn.missing[i])) > n;
    if (!moves || !hears || (turn.leaving & bit(p)) != 0 || (turn.heard & bit(p)) == 0)
      next.connected &= static_cast<Processes>(~bit(p));
  }
  return next;
}

void Game::take(Position& next, const Move& move, int state) const {
  const int decision = problem_.setting().decision(next.boundary, state);
  for (std::size_t p = 0; p < kMaxProcesses; ++p) {
    if (((move.processes >> p) & 1U) == 0) continue;
    next.states[p] = static_cast<std::int8_t>(state);
    next.decisions[p] = static_cast<std::int8_t>(decision);
    if (decision != Position::kNone && problem_.compiled().uses_decided_by())
      next.decided_in[p] = next.boundary;
  }
}

void Game::finish_round(Position& next) {
  for (std::size_t p = 0; p < kMaxProcesses; ++p) {
    if (((next.leaving >> p) & 1U) != 0) next.states[p] = Position::kAbsent;
  }
  next.leaving = 0;
}

bool Game::is_won(const Position& end) const {
  const bool names = problem_.compiled().uses_names();
  spec::Outcome run;
  run.facts.lost = end.lost;
  run.facts.initial_facts = end.initial_facts;
  for (int p = 0; p < problem_.setting().processes; ++p) {
    const auto i = static_cast<std::size_t>(p);
    const bool present = (end.stage.present & bit(p)) != 0;
    spec::Observation process;
    process.name = names ? p : spec::Observation::kNone;
    process.initial = end.initial[i];
    process.correct = present && end.stage.roles[i] == model::kNotPicked;
    process.connected = (end.connected & bit(p)) != 0;
    process.decision = end.decisions[i];
    process.decided_in = end.decisions[i] == Position::kNone ? spec::Observation::kNone : end.decided_in[i];
    run.facts.failures += process.correct ? 0 : 1;
    run.facts.crashed = run.facts.crashed || !present;
    run.processes.push_back(process);
  }
  return !judge_.breaks(run);
}

}  // namespace ggms::search
