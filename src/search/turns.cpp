// The adversary's turns of a round: every coupled choice with every combination of mails.

#include <algorithm>
#include <bit>

#include "base/check.h"
#include "base/error.h"
#include "base/packed.h"
#include "search/game.h"

namespace ggms::search {

namespace {

constexpr std::size_t kMaxTurns = 1U << 20;  // of one round; a turn takes about 80 bytes

/// One receiver's mail, as the processes that it names.
struct Received {
  Processes missing = 0;
  std::vector<model::Forgery> forged;
};

}  // namespace

/// How many different states a process can send in the round.
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
    const std::size_t first = turns.size();
    add_turns(stage, choice, model::after(ledger, choice), turns);
    // The turn without faults was added first; it must not be added again.
    const auto same =
        std::find_if(turns.begin() + static_cast<std::ptrdiff_t>(first), turns.end(), [&](const Turn& turn) {
          return turn.crashing == 0 && turn.leaving == 0 && turn.apart == 0 && turn.forged.empty() &&
                 turn.missing == calm.missing;
        });
    if (same != turns.end()) turns.erase(same);
  }
}

/// Adds a coupled choice with every combination of mails that its receivers may find.
void Game::add_turns(const Stage& stage, const model::Choice& choice, const model::Ledger& ledger,
                     std::vector<Turn>& turns) const {
  const int n = problem_.setting().processes;
  Turn turn;
  turn.ledger = base::narrow<std::uint32_t>(problem_.adversary().index_of(ledger));
  std::vector<std::pair<int, std::vector<Received>>> mails;  // per receiver
  for (std::size_t c = 0; c < choice.classes.size(); ++c) {
    const model::Choice::Class& of = choice.classes[c];
    if (of.fate == model::Fate::kCrashes) turn.crashing |= bit(of.group);
    if (of.fate == model::Fate::kLeaves) turn.leaving |= bit(of.group);
    if (of.apart) turn.apart |= bit(of.group);
    if (!choice.moves(c)) continue;
    turn.moving |= bit(of.group);
    mails.emplace_back(of.group, std::vector<Received>());
    model::for_each_mail(choice, c, letters(stage), [&](const model::Mail& mail) {
      model::RoundFaults faults;
      model::add_mail(choice, c, mail, letters(stage), faults);
      Received received{static_cast<Processes>(((1U << n) - 1) & ~stage.present), std::move(faults.forged)};
      for (const auto& [to, sender] : faults.losses) received.missing |= bit(sender);
      mails.back().second.push_back(std::move(received));
      return mails.back().second.size() > kMaxTurns;
    });
  }
  auto all = static_cast<double>(turns.size());
  double ways = 1;
  for (const auto& [receiver, options] : mails) ways *= static_cast<double>(options.size());
  all += ways;
  if (all > static_cast<double>(kMaxTurns)) {
    throw base::FieldError(
        "engine",
        "the adversary has more than a million ways to take one round, too many to learn; try exact");
  }
  // Counts through the mails of all receivers together, like an odometer.
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

std::size_t Game::turn_of(const Stage& stage, const model::RoundFaults& faults) const {
  Turn wanted;
  for (const int p : faults.crashing) wanted.crashing |= bit(p);
  for (const int p : faults.leaving) wanted.leaving |= bit(p);
  for (const int p : faults.block) wanted.apart |= bit(p);
  wanted.apart &= stage.present;
  // Either block describes the split; turns keep the one without the first process.
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

/// Whether each turn, written as a scenario's faults, is found again by turn_of(); so no two turns are alike.
/// Tries only the first turns, because each look-up takes time in proportion to the number of turns.
bool Game::are_found_again(const Stage& stage, const std::vector<Turn>& turns) const {
  constexpr std::size_t kTried = 64;
  for (std::size_t i = 0; i < std::min(turns.size(), kTried); ++i) {
    if (turn_of(stage, faults(turns[i], stage)) != i) return false;
  }
  return true;
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

}  // namespace ggms::search
