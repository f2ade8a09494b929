// What the adversary may do in one round, fault word by fault word: the choices that concern several
// processes together (crashes and the split), and for each of them what may become of every single message.
// runs.cpp picks processes before the run; step.cpp counts what losses cost.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "audit/configuration.h"
#include "audit/file.h"

namespace ggms::audit {

/// Members of one group that the adversary treats alike in a round.
struct Cell {
  Group group;                   // as before the round; `count` is how many of them there are in this cell
  Crash crashes = Crash::kNone;  // in this round
  bool far = false;              // their block of the split, if there is one
  auto operator<=>(const Cell&) const = default;

  /// Whether they receive a vector in this round. Processes do unless they are Byzantine, gone, or crash.
  /// Processes that crash late still receive one; so do those that have decided, although they need no entry.
  bool receives() const { return !group.is_gone() && !group.is_byzantine() && crashes != Crash::kCrash; }
};

/// What the adversary chooses for a round as a whole.
struct Choice {
  std::vector<Cell> cells;  // in the order of the groups
  bool splits = false;
};

/// Calls visit with every choice for a round; the choice without faults comes first.
void for_each_choice(const Faults& faults, const Configuration& from,
                     const std::function<void(const Choice&)>& visit);

/// What may become of a message on its way to one receiver, independently of the others.
struct Offer {
  enum class Fate : std::uint8_t {
    kArrives,
    kMayBeLost,   // at no cost: a crash or an omission explains the loss
    kCostsALoss,  // may be lost, and counts against `loss` and `loss-total`
    kAnyState,    // the sender is Byzantine: any state of the round, or nothing
  };

  std::uint32_t sender = 0;  // 0 if senders are not told apart
  State state = 0;
  Fate fate = Fate::kArrives;
  std::uint16_t count = 1;  // how many such messages there are
  auto operator<=>(const Offer&) const = default;
};

/// What may become of a message from a member of one cell to another process, a member of the other cell;
/// nullopt: it is certainly lost. Losses that a fault explains cost nothing. `may_lose`: the budget may cover
/// a loss that no fault explains.
std::optional<Offer::Fate> fate(const Cell& sender, const Cell& receiver, bool may_lose);

/// The messages of a round that one member of a cell may receive, including its own. All other messages are
/// certainly lost. `apart`: senders are told apart.
std::vector<Offer> offers(const Choice& choice, const Cell& receiver, bool apart, bool may_lose);

}  // namespace ggms::audit
