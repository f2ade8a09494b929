// Steps one configuration through a round. After the adversary's choice for the round as a whole, each
// receiver's mail is independent of the others':
//
//   1. what may become of each message (adversary.cpp) gives the mails that a receiver can find, each
//      with the least number of losses that have to be paid for (mail.cpp);
//   2. its next states are looked up (`outcomes`);
//   3. the next configurations are all combinations of the receivers' outcomes that the budget for losses
//      covers (`extended`), and the facts that count across receivers are settled at the end (`finish`).
//
// Follows only the cheapest way to each combination, because all that the adversary can do with a smaller
// rest of loss-total, it can do with a larger one.
#include "audit/step.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace ggms::audit {

namespace {

void improve(std::optional<Way>& best, const std::optional<Way>& other) {
  if (other && (!best || other->price < best->price)) best = other;
}

std::optional<Way> times(const std::optional<Way>& way, int count) {
  if (!way) return std::nullopt;
  Way result{way->price * count, way->told};
  for (Told& told : result.told) told.count *= count;
  return result;
}

}  // namespace

Stepper::Stepper(Protocol& protocol, const Watched& watched, std::function<void(std::uint64_t)> poll)
    : protocol_(protocol),
      watched_(watched),
      poll_(std::move(poll)),
      apart_(protocol.by_sender() || watched.connected),
      mailroom_(protocol_, apart_, poll_) {}

std::optional<Missing> Stepper::step(int round, const Configuration& from, const Choice& choice,
                                     const Visit& visit) {
  poll_(0);
  budget_ = protocol_.faults.loss + from.losses_left;
  Partial start;
  for (const Cell& cell : choice.cells) {
    if (!cell.receives()) add(start.groups, left_behind(round, cell));
  }
  if (watched_.connected) start.heard_by.assign(static_cast<std::size_t>(protocol_.processes), 0);
  Partials partials{{start, {Way{}, std::nullopt}}};

  // Receivers with the same offers and the same part of the key have the same outcomes.
  std::map<std::pair<std::vector<Offer>, Received>, Outcomes> known;
  for (std::size_t c = 0; c < choice.cells.size(); ++c) {
    const Cell& receiver = choice.cells[c];
    if (!receiver.receives()) continue;
    const std::vector<Offer> offered = offers(choice, receiver, apart_, budget_ > 0);
    Received looks_at = mailroom_.looks_at(receiver.group);
    const bool has_decided = protocol_.is_decision(round - 1, receiver.group.state);
    looks_at.push_back(has_decided ? receiver.group.state : kNoState);
    looks_at.push_back(may_be_connected(receiver) ? 1 : 0);
    const auto [same, is_new] = known.try_emplace({offered, looks_at});
    if (is_new) {
      Received missing;
      auto found = outcomes(round, offered, choice, receiver, missing);
      if (!found) {
        int failures = 0;
        for (const Cell& cell : choice.cells) {
          if (cell.group.is_faulty() || cell.crashes != Crash::kNone) failures += cell.group.count;
        }
        return Missing{round, from, choice, c, missing, failures};
      }
      same->second = *std::move(found);
    }
    partials = extended(partials, choice, c, round, same->second);
  }
  for (const auto& [partial, ways] : partials) finish(round, from, choice, partial, ways, visit);
  return std::nullopt;
}

// ---- the outcomes of one receiver ----

/// The possible outcomes of a receiver; nullopt if it may need a missing entry, which `missing` then names.
std::optional<Stepper::Outcomes> Stepper::outcomes(int round, const std::vector<Offer>& offers,
                                                   const Choice& choice, const Cell& receiver,
                                                   Received& missing) {
  Outcomes result;
  auto& entries = protocol_.table[static_cast<std::size_t>(round - 1)];
  for (const auto& [mail, price] : mailroom_.mails(round, offers, budget_)) {
    State next = receiver.group.state;  // a process that has decided looks up no entry
    if (!protocol_.is_decision(round - 1, next)) {
      const Received wanted = mailroom_.key(round, mail, receiver.group);
      const auto entry = entries.find(wanted);
      if (entry == entries.end()) {
        if (missing.empty()) missing = wanted;
        continue;
      }
      entry->second.used = true;
      next = entry->second.next;
    } else {
      next = at_the_end(round, next);
    }
    Way way{price, {}};
    if (telling_) way.told.push_back({0, 1, mail});
    Ways& ways = result[outcome(next, mail, choice, receiver)];
    improve(mailroom_.is_whole(mail) ? ways.whole : ways.lossy, way);
  }
  if (!missing.empty()) return std::nullopt;
  return result;
}

/// Whether the member of the cell may be connected at the end of the run. Called only if `connected` is kept;
/// then a cell has one member.
bool Stepper::may_be_connected(const Cell& cell) const {
  return watched_.connected && cell.group.connected && cell.receives() && cell.crashes == Crash::kNone;
}

Stepper::Outcome Stepper::outcome(State next, const Received& mail, const Choice& choice,
                                  const Cell& receiver) const {
  Outcome result;
  result.next = next;
  if (!watched_.connected) return result;
  const auto heard = std::count_if(mail.begin(), mail.end(), [](char16_t state) { return state != kLost; });
  result.hears_most = may_be_connected(receiver) && 2 * heard > protocol_.processes;
  result.heard.resize(mail.size());
  for (const Cell& sender : choice.cells) {
    result.heard[sender.group.who] = may_be_connected(sender) && mail[sender.group.who] != kLost;
  }
  return result;
}

// ---- all receivers together ----

/// All combinations of the partial results with the outcomes of one cell: how many of its members have each
/// outcome.
Stepper::Partials Stepper::extended(const Partials& partials, const Choice& choice, std::size_t receivers,
                                    int round, const Outcomes& outcomes) {
  Partials result;
  const Cell& cell = choice.cells[receivers];
  const auto go = [&](const auto& self, const Partial& so_far, const Ways& ways,
                      Outcomes::const_iterator outcome, int left) -> void {
    poll_(result.size());
    if (left == 0) {
      Ways& known = result[so_far];
      improve(known.whole, ways.whole);
      improve(known.lossy, ways.lossy);
      return;
    }
    const bool is_last = std::next(outcome) == outcomes.end();
    for (int count = is_last ? left : 0; count <= left; ++count) {
      if (count == 0) {
        self(self, so_far, ways, std::next(outcome), left);
        continue;
      }
      const Ways more = plus(ways, outcome->second, count, receivers);
      if (!more.whole && !more.lossy) continue;  // the budget does not cover it
      Partial to = so_far;
      Group group = moved(round, cell, outcome->first);
      group.count = static_cast<std::uint16_t>(count);
      add(to.groups, group);
      for (std::size_t i = 0; i < outcome->first.heard.size(); ++i) to.heard_by[i] += outcome->first.heard[i];
      self(self, to, more, std::next(outcome), left - count);
    }
  };
  for (const auto& [so_far, ways] : partials) go(go, so_far, ways, outcomes.begin(), cell.group.count);
  return result;
}

/// The ways so far, extended by `count` members of a cell with the same outcome. A mail without losses costs
/// nothing, so if some process has to lose a message, it is enough that one of them does.
Stepper::Ways Stepper::plus(const Ways& so_far, const Ways& more, int count, std::size_t cell) const {
  Ways each = more;
  for (auto* way : {&each.whole, &each.lossy}) {
    if (*way) {
      for (Told& told : (*way)->told) told.cell = cell;
    }
  }
  const std::optional<Way> whole = times(each.whole, count);
  std::optional<Way> lossy = times(each.lossy, count);
  if (each.whole) lossy = sum(times(each.whole, count - 1), each.lossy);
  Ways result;
  result.whole = sum(so_far.whole, whole);
  improve(result.lossy, sum(so_far.lossy, whole));
  improve(result.lossy, sum(so_far.lossy, lossy));
  improve(result.lossy, sum(so_far.whole, lossy));
  return result;
}

/// The two ways together; nullopt if one is missing, or the budget does not cover both.
std::optional<Way> Stepper::sum(const std::optional<Way>& a, const std::optional<Way>& b) const {
  if (!a || !b || a->price.cost + b->price.cost > budget_) return std::nullopt;
  Way result{a->price + b->price, a->told};
  for (const Told& told : b->told) {
    if (told.count > 0) result.told.push_back(told);
  }
  return result;
}

// ---- a process after the round ----

/// A process that receives nothing in this round: it is Byzantine, gone, or crashes.
Group Stepper::left_behind(int round, const Cell& cell) const {
  Group result = cell.group;
  if (!result.is_byzantine() && !protocol_.is_decision(round - 1, result.state)) result.state = kNoState;
  result.state = at_the_end(round, result.state);
  if (cell.crashes != Crash::kNone) result.crash = cell.crashes;
  // At the last boundary the two kinds of crash look the same.
  if (round == protocol_.rounds && result.is_gone()) result.crash = Crash::kCrash;
  if (watched_.connected) result.connected = false;
  return result;
}

/// A process that receives; finish() adds whether it is still connected.
Group Stepper::moved(int round, const Cell& cell, const Outcome& outcome) const {
  Group result = cell.group;
  result.state = outcome.next;
  const bool had_decided = protocol_.is_decision(round - 1, cell.group.state);
  const bool has_decided = protocol_.is_decision(round, result.state);
  if (watched_.decided_by && has_decided && !had_decided) {
    result.decided_in = static_cast<std::uint16_t>(round);
  }
  if (cell.crashes == Crash::kLate) {
    result.crash = round == protocol_.rounds ? Crash::kCrash : Crash::kLate;
    if (!has_decided) result.state = kNoState;
  }
  if (watched_.connected) result.connected = outcome.hears_most;
  return result;
}

/// An earlier decision as a state of the last boundary; any other state unchanged.
State Stepper::at_the_end(int round, State state) const {
  const bool is_old = round == protocol_.rounds && protocol_.is_decision(round - 1, state);
  return is_old ? static_cast<State>(state - protocol_.internal.size()) : state;
}

/// The configurations after the round, once all receivers have moved.
void Stepper::finish(int round, const Configuration& from, const Choice& choice, const Partial& partial,
                     Ways ways, const Visit& visit) const {
  Configuration to;
  to.groups = partial.groups;
  for (std::size_t i = 0; i < partial.heard_by.size(); ++i) {
    CHECK(to.groups[i].who == i);
    if (2 * partial.heard_by[i] <= protocol_.processes) to.groups[i].connected = false;
  }
  if (from.lost) {  // then it makes no difference whether a message was lost now
    improve(ways.lossy, ways.whole);
    ways.whole.reset();
  }
  for (const bool lost : {false, true}) {
    const std::optional<Way>& way = lost ? ways.lossy : ways.whole;
    if (!way) continue;
    to.lost = lost;
    // The rest of a budget is cut to what the remaining rounds can use, so it is 0 at the end.
    const int rounds_left = protocol_.rounds - round;
    const int messages_left = rounds_left * protocol_.processes * (protocol_.processes - 1);
    const int charged = std::max(0, way->price.cost - protocol_.faults.loss);
    to.losses_left = static_cast<std::uint16_t>(std::min(from.losses_left - charged, messages_left));
    to.splits_left =
        static_cast<std::uint16_t>(std::min(from.splits_left - (choice.splits ? 1 : 0), rounds_left));
    visit(to, *way);
  }
}

}  // namespace ggms::audit
