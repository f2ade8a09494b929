#include "search/game.h"

#include <algorithm>
#include <bit>
#include <tuple>

#include "base/check.h"
#include "base/error.h"

namespace ggms::search {

namespace {

constexpr std::size_t kMaxTurns = 1U << 20;  // of one round, about 40 bytes each

Processes bit(int process) {
  return static_cast<Processes>(1U << process);
}

}  // namespace

Game::Game(const model::Problem& problem, const Entries& entries)
    : problem_(problem), entries_(entries), bits_(problem), final_check_(problem) {
  if (problem.setting().processes > kMaxProcesses) {
    throw base::Error("learning plays with at most " + std::to_string(kMaxProcesses) +
                      " processes; try --engine exact");
  }
  if (problem.compiled().uses_connected()) {
    throw base::Error("a property uses 'connected', which the learning engines don't know in this version");
  }
  for (int round = 1; round <= rounds(); ++round) keys_.emplace_back(problem.setting(), round);
}

Position Game::start(const std::vector<int>& initial) const {
  Position position;
  position.states.fill(Position::kAbsent);
  for (std::size_t p = 0; p < initial.size(); ++p) {
    position.states[p] = static_cast<std::int8_t>(initial[p]);
    if (problem_.compiled().uses_initial()) position.initial[p] = static_cast<std::int8_t>(initial[p]);
  }
  position.initial_facts = problem_.compiled().initial_facts_of(initial);
  return position;
}

Processes Game::live(const Position& position) const {
  Processes live = 0;
  for (int p = 0; p < problem_.setting().processes; ++p) {
    if (position.states[static_cast<std::size_t>(p)] != Position::kAbsent) live |= bit(p);
  }
  return live;
}

const std::vector<Turn>& Game::turns(Processes live) const {
  const auto known = turns_.find(live);
  if (known != turns_.end()) return known->second;
  std::vector<Turn> turns;
  add_turns(live, turns);
  return turns_.emplace(live, std::move(turns)).first->second;
}

/// Coupled choices from the adversary's table; for each, every combination of what the receivers may miss.
void Game::add_turns(Processes live, std::vector<Turn>& turns) const {
  const int n = problem_.setting().processes;
  std::vector<int> groups;
  for (int p = 0; p < n; ++p) groups.push_back((live & bit(p)) != 0 ? 1 : 0);
  const int failed = n - std::popcount(live);
  for (const model::Choice& choice : model::choices(problem_.setting().faults, groups, failed)) {
    Turn turn;
    std::vector<std::pair<int, Processes>> risks;  // (receiver, messages at risk)
    for (int p = 0; p < n; ++p) {
      const auto to = static_cast<std::size_t>(p);
      if (choice.crashing[to] > 0) turn.crashing |= bit(p);
      if (choice.moving[to] == 0) continue;
      turn.moving |= bit(p);
      const model::Delivery& delivery = choice.deliveries[static_cast<std::size_t>(choice.delivery[to])];
      Processes sent = 0;
      Processes at_risk = 0;
      for (int q = 0; q < n; ++q) {
        const auto from = static_cast<std::size_t>(q);
        if (delivery.sure[from] > 0) sent |= bit(q);
        if (delivery.at_risk[from] > 0 && q != p) at_risk |= bit(q);
        if (delivery.at_risk[from] > 0) sent |= bit(q);
      }
      turn.missing[to] = static_cast<Processes>(((1U << n) - 1) & ~sent);
      if (at_risk != 0) risks.emplace_back(p, at_risk);
    }
    // Counts through the subsets of everybody's risks at once, like an odometer.
    std::vector<Processes> lost(risks.size(), 0);
    while (true) {
      if (turns.size() == kMaxTurns) {
        throw base::Error("the adversary has more than a million ways to take one round; try --engine exact");
      }
      Turn one = turn;
      for (std::size_t i = 0; i < risks.size(); ++i) {
        one.missing[static_cast<std::size_t>(risks[i].first)] |= lost[i];
      }
      for (int p = 0; p < n; ++p) {
        if ((one.moving & bit(p)) != 0 && one.missing[static_cast<std::size_t>(p)] != 0) one.loses = true;
      }
      turns.push_back(one);
      std::size_t i = 0;
      while (i < risks.size()) {
        lost[i] = static_cast<Processes>((lost[i] - risks[i].second) & risks[i].second);  // the next subset
        if (lost[i] != 0) break;
        ++i;
      }
      if (i == risks.size()) break;
    }
  }
}

std::size_t Game::turn_of(Processes live, const model::RoundFaults& faults) const {
  Processes crashing = 0;
  for (const int p : faults.crashing) crashing |= bit(p);
  std::array<Processes, kMaxProcesses> lost{};
  for (const auto& [receiver, sender] : faults.losses)
    lost[static_cast<std::size_t>(receiver)] |= bit(sender);
  const std::vector<Turn>& all = turns(live);
  const auto it = std::find_if(all.begin(), all.end(), [&](const Turn& turn) {
    if (turn.crashing != crashing) return false;
    for (int p = 0; p < problem_.setting().processes; ++p) {
      const auto to = static_cast<std::size_t>(p);
      if ((turn.moving & bit(p)) != 0 && (turn.missing[to] & live) != (lost[to] & live)) return false;
    }
    return true;
  });
  CHECK(it != all.end());
  return static_cast<std::size_t>(it - all.begin());
}

model::RoundFaults Game::faults(const Turn& turn, Processes live) const {
  model::RoundFaults faults;
  for (int p = 0; p < problem_.setting().processes; ++p) {
    if ((turn.crashing & bit(p)) != 0) faults.crashing.push_back(p);
    if ((turn.moving & bit(p)) == 0) continue;
    const auto lost = static_cast<Processes>(turn.missing[static_cast<std::size_t>(p)] & live);
    for (int q = 0; q < problem_.setting().processes; ++q) {
      if ((lost & bit(q)) != 0) faults.losses.emplace_back(p, q);
    }
  }
  return faults;
}

void Game::moves(const Position& position, const Turn& turn, std::vector<Move>& out) const {
  const int round = position.boundary + 1;
  const model::Keys& keys = keys_[static_cast<std::size_t>(position.boundary)];
  const int n = problem_.setting().processes;
  const std::size_t first = out.size();
  for (int p = 0; p < n; ++p) {
    if ((turn.moving & bit(p)) == 0) continue;
    const Processes missing = turn.missing[static_cast<std::size_t>(p)];
    std::uint64_t key = keys.own_weight(position.states[static_cast<std::size_t>(p)]);
    for (int q = 0; q < n; ++q) {
      if ((missing & bit(q)) == 0) key += keys.weight(q, position.states[static_cast<std::size_t>(q)]);
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
}

Position Game::after(const Position& position, const Turn& turn) const {
  Position next = position;
  next.states.fill(Position::kAbsent);
  ++next.boundary;
  if (turn.loses && problem_.compiled().uses_lost()) next.lost = true;
  return next;
}

bool Game::is_won(const Position& end) const {
  const bool names = problem_.compiled().uses_names();
  spec::RunFacts facts;
  facts.lost = end.lost;
  facts.initial_facts = end.initial_facts;
  std::vector<verify::EndPart> parts;
  for (int p = 0; p < problem_.setting().processes; ++p) {
    const int decision = end.states[static_cast<std::size_t>(p)];
    const int local = end.initial[static_cast<std::size_t>(p)];
    verify::EndPart part{names ? p : spec::Observation::kNone, local, 1, decision != Position::kAbsent, 0};
    if (part.correct) {
      part.outcomes = std::uint64_t{1} << bits_.index(decision, end.lost);
    } else {
      ++facts.failures;
    }
    const auto alike = std::find_if(parts.begin(), parts.end(), [&](const verify::EndPart& other) {
      return std::tie(other.name, other.local, other.correct, other.outcomes) ==
             std::tie(part.name, part.local, part.correct, part.outcomes);
    });
    if (alike == parts.end()) {
      parts.push_back(part);
    } else {
      ++alike->count;
    }
  }
  facts.crashed = facts.failures > 0;
  return !final_check_.violated(parts, facts);
}

}  // namespace ggms::search
