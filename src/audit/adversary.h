// What the adversary may do in one round, fault word by fault word: the choices that concern several
// processes at once (who crashes, which split), and from each of them what may become of every single
// message. Who is picked before the run is up to runs.cpp, the account of what losses cost up to
// step.cpp.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "audit/configuration.h"
#include "audit/file.h"

namespace ggms::audit {

/// Members of one group to whom the same happens in a round.
struct Cell {
  Group group;                   // as before the round; `count` is how many of them there are in this cell
  Crash crashes = Crash::kNone;  // in this round
  bool far = false;              // which block of the split they are in, if there is one
  auto operator<=>(const Cell&) const = default;

  /// Whether they find a received vector in this round: all that are not Byzantine, not gone, and don't
  /// crash. Those that crash late still do; so do those that have decided, though they need no entry.
  bool receives() const { return !group.is_gone() && !group.is_byzantine() && crashes != Crash::kCrash; }
};

/// What the adversary chooses for a round as a whole.
struct Choice {
  std::vector<Cell> cells;  // in the order of the groups
  bool splits = false;
};

/// Calls visit with every choice for a round, that of doing nothing first.
void for_each_choice(const Faults& faults, const Configuration& from,
                     const std::function<void(const Choice&)>& visit);

/// What may become of a message on its way to one receiver, independently of the others.
struct Offer {
  enum class Fate : std::uint8_t {
    kArrives,
    kMayBeLost,   // for nothing: a crash or an omission explains it
    kCostsALoss,  // may be lost too, as one of those that `loss` and `loss-total` allow
    kAnyState,    // the sender is Byzantine: any state of the round, or nothing
  };

  std::uint32_t sender = 0;  // 0 where senders are not told apart
  State state = 0;
  Fate fate = Fate::kArrives;
  std::uint16_t count = 1;  // so many messages
  auto operator<=>(const Offer&) const = default;
};

/// What may become of a message from a member of one cell to another process, which is in the other; nothing:
/// it is lost for certain. Losses that have an explanation cost nothing. `may_lose`: some loss may be left to
/// pay for.
std::optional<Offer::Fate> fate(const Cell& sender, const Cell& receiver, bool may_lose);

/// The messages of a round that one member of a cell may receive, its own among them. Those that are not
/// mentioned are lost for certain. `apart`: senders are told apart.
std::vector<Offer> offers(const Choice& choice, const Cell& receiver, bool apart, bool may_lose);

}  // namespace ggms::audit
