#include "search/game.h"

#include <algorithm>
#include <bit>

#include "base/check.h"
#include "base/error.h"

namespace ggms::search {

namespace {

constexpr std::size_t kMaxTurns = 1U << 20;  // of one round, about 80 bytes each

/// One receiver's mail in terms of processes.
struct Received {
  Processes missing = 0;
  std::vector<model::Forgery> forged;
};

bool forges(const Stage& stage, int p) {
  return !model::Adversary::has_state(stage.roles[static_cast<std::size_t>(p)]);
}

}  // namespace

Game::Game(const model::Problem& problem, const Entries& entries)
    : problem_(problem), entries_(entries), bits_(problem), final_check_(problem) {
  if (problem.setting().processes > kMaxProcesses) {
    throw base::Error("learning plays with at most " + std::to_string(kMaxProcesses) +
                      " processes; try --engine exact");
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
  return turns_.emplace(stage, std::move(turns)).first->second;
}

/// How many states can be sent in the round.
int Game::letters(const Stage& stage) const {
  return problem_.setting().alphabet(stage.begins || rounds() == 1 ? 0 : 1);
}

void Game::add_turns(const Stage& stage, std::vector<Turn>& turns) const {
  const model::Adversary& adversary = problem_.adversary();
  const int n = problem_.setting().processes;
  std::vector<model::Party> parties;
  for (int p = 0; p < n; ++p)
    parties.push_back({(stage.present & bit(p)) != 0 ? 1 : 0, stage.roles[static_cast<std::size_t>(p)]});
  const model::Ledger ledger = adversary.ledger(stage.ledger, n - std::popcount(stage.present));
  add_turns(stage, adversary.calm(parties), ledger, turns);
  CHECK(turns.size() == 1);
  const Turn calm = turns.front();
  for (const model::Choice& choice : adversary.choices(parties, ledger)) {
    model::Ledger after = ledger;
    for (std::size_t word = 0; word < after.size(); ++word)
      after[word] = static_cast<std::uint16_t>(after[word] + choice.spent[word]);
    const std::size_t first = turns.size();
    add_turns(stage, choice, after, turns);
    // The round without faults is there already.
    const auto same =
        std::find_if(turns.begin() + static_cast<std::ptrdiff_t>(first), turns.end(), [&](const Turn& turn) {
          return turn.crashing == 0 && turn.leaving == 0 && turn.apart == 0 && turn.forged.empty() &&
                 turn.missing == calm.missing;
        });
    if (same != turns.end()) turns.erase(same);
  }
}

/// A coupled choice with every combination of what the receivers may find.
void Game::add_turns(const Stage& stage, const model::Choice& choice, const model::Ledger& ledger,
                     std::vector<Turn>& turns) const {
  const int n = problem_.setting().processes;
  Turn turn;
  turn.ledger = static_cast<std::uint32_t>(problem_.adversary().index_of(ledger));
  std::vector<std::pair<int, std::vector<Received>>> mails;  // per receiver
  for (std::size_t c = 0; c < choice.classes.size(); ++c) {
    const model::Choice::Class& of = choice.classes[c];
    if (of.fate == model::Fate::kCrashes) turn.crashing |= bit(of.group);
    if (of.fate == model::Fate::kLeaves) turn.leaving |= bit(of.group);
    if (of.apart) turn.apart |= bit(of.group);
    if (!choice.moves(c)) continue;
    turn.moving |= bit(of.group);
    mails.emplace_back(of.group, std::vector<Received>());
    const auto letters = static_cast<std::size_t>(this->letters(stage));
    model::for_each_mail(choice, c, this->letters(stage), [&](const model::Mail& mail) {
      Received received;
      received.missing = static_cast<Processes>(((1U << n) - 1) & ~stage.present);
      for (std::size_t s = 0; s < choice.classes.size(); ++s) {
        const int sender = choice.classes[s].group;
        if (mail.lost[s] > 0) received.missing |= bit(sender);
        for (std::size_t state = 0; state < letters; ++state) {
          if (mail.forged[s * letters + state] > 0)
            received.forged.push_back({of.group, sender, static_cast<int>(state)});
        }
      }
      mails.back().second.push_back(std::move(received));
      return mails.back().second.size() > kMaxTurns;
    });
  }
  auto all = static_cast<double>(turns.size());
  double ways = 1;
  for (const auto& [receiver, options] : mails) ways *= static_cast<double>(options.size());
  all += ways;
  if (all > static_cast<double>(kMaxTurns)) {
    throw base::Error("the adversary has more than a million ways to take one round; try --engine exact");
  }
  // Counts through everybody's mails at once, like an odometer.
  std::vector<std::size_t> at(mails.size(), 0);
  while (true) {
    Turn one = turn;
    std::array<int, kMaxProcesses> hearers{};
    for (std::size_t i = 0; i < mails.size(); ++i) {
      const Received& received = mails[i].second[at[i]];
      one.missing[static_cast<std::size_t>(mails[i].first)] = received.missing;
      one.forged.insert(one.forged.end(), received.forged.begin(), received.forged.end());
      one.loses = one.loses || received.missing != 0;
      for (int p = 0; p < n; ++p)
        hearers[static_cast<std::size_t>(p)] += (received.missing & bit(p)) == 0 ? 1 : 0;
    }
    for (int p = 0; p < n; ++p) {
      if (2 * hearers[static_cast<std::size_t>(p)] > n) one.heard |= bit(p);
    }
    turns.push_back(std::move(one));
    std::size_t i = 0;
    while (i < at.size() && ++at[i] == mails[i].second.size()) at[i++] = 0;
    if (i == at.size()) return;
  }
}

Stage Game::after(const Stage& stage, const Turn& turn) {
  Stage next = stage;
  next.present &= static_cast<Processes>(~(turn.crashing | turn.leaving));
  next.ledger = turn.ledger;
  next.begins = false;
  return next;
}

std::size_t Game::turn_of(const Stage& stage, const model::RoundFaults& faults) const {
  Turn wanted;
  for (const int p : faults.crashing) wanted.crashing |= bit(p);
  for (const int p : faults.leaving) wanted.leaving |= bit(p);
  for (const int p : faults.block) wanted.apart |= bit(p);
  wanted.apart &= stage.present;
  // Either block may stand for the split; turns have the one without the first process.
  if ((wanted.apart & stage.present & -stage.present) != 0) wanted.apart ^= stage.present;
  for (const auto& [receiver, sender] : faults.losses)
    wanted.missing[static_cast<std::size_t>(receiver)] |= bit(sender);
  const std::vector<Turn>& all = turns(stage);
  const auto it = std::find_if(all.begin(), all.end(), [&](const Turn& turn) {
    if (turn.crashing != wanted.crashing || turn.leaving != wanted.leaving || turn.forged != faults.forged)
      return false;
    if (turn.apart != wanted.apart) return false;
    for (int p = 0; p < problem_.setting().processes; ++p) {
      const auto to = static_cast<std::size_t>(p);
      if ((turn.moving & bit(p)) != 0 && ((turn.missing[to] ^ wanted.missing[to]) & stage.present) != 0)
        return false;
    }
    return true;
  });
  CHECK(it != all.end());
  return static_cast<std::size_t>(it - all.begin());
}

model::RoundFaults Game::faults(const Turn& turn, const Stage& stage) const {
  model::RoundFaults faults;
  for (int p = 0; p < problem_.setting().processes; ++p) {
    if ((turn.crashing & bit(p)) != 0) faults.crashing.push_back(p);
    if ((turn.leaving & bit(p)) != 0) faults.leaving.push_back(p);
    if ((turn.apart & bit(p)) != 0) faults.block.push_back(p);
    if ((turn.moving & bit(p)) == 0) continue;
    const auto lost = static_cast<Processes>(turn.missing[static_cast<std::size_t>(p)] & stage.present);
    for (int q = 0; q < problem_.setting().processes; ++q) {
      if ((lost & bit(q)) != 0) faults.losses.emplace_back(p, q);
    }
  }
  faults.forged = turn.forged;
  return faults;
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
  spec::RunFacts facts;
  facts.lost = end.lost;
  facts.initial_facts = end.initial_facts;
  std::vector<verify::EndPart> parts;
  for (int p = 0; p < problem_.setting().processes; ++p) {
    const auto i = static_cast<std::size_t>(p);
    const bool present = (end.stage.present & bit(p)) != 0;
    verify::EndPart part;
    part.name = names ? p : spec::Observation::kNone;
    part.local = end.initial[i];
    part.correct = present && end.stage.roles[i] == model::kNotPicked;
    part.crashed = !present;
    part.connected = (end.connected & bit(p)) != 0;
    part.decision = end.decisions[i];
    part.decided_in = end.decisions[i] == Position::kNone ? spec::Observation::kNone : end.decided_in[i];
    if (end.states[i] !=
        Position::kAbsent) {  // that nothing is missing is what `lost` and `connected` don't need
      part.outcomes = bits_.set(static_cast<model::State>(end.decisions[i]), 0);
      part.decision = Position::kNone;
    }
    facts.failures += part.correct ? 0 : 1;
    facts.crashed = facts.crashed || part.crashed;
    const auto alike = std::find_if(parts.begin(), parts.end(), [&](verify::EndPart& other) {
      part.count = other.count;
      return part == other;
    });
    if (alike == parts.end()) {
      part.count = 1;
      parts.push_back(part);
    } else {
      ++alike->count;
    }
  }
  return !final_check_.violated(parts, facts);
}

}  // namespace ggms::search
