// Replays a round in three steps: checks that the adversary may do these deeds to processes (budgets, and
// that crashing processes are up), finds what becomes of each message (adversary.cpp's `fate`) and what that
// costs, and derives the facts about each process after the round.
#include "audit/replay.h"

#include <algorithm>

#include <fmt/format.h>

#include "audit/adversary.h"
#include "base/error.h"

namespace ggms::audit {

namespace {

bool missed(const std::vector<State>& received, int sender) {
  return received[static_cast<std::size_t>(sender)] == kLost;
}

int missing(const std::vector<State>& received) {
  return static_cast<int>(std::count(received.begin(), received.end(), kLost));
}

}  // namespace

Replay::Replay(const Protocol& protocol, const Moment& before, const Deeds& deeds)
    : protocol_(protocol),
      before_(before),
      deeds_(deeds),
      crashes_(before.processes.size(), Crash::kNone),
      far_(before.processes.size(), false),
      received_(before.processes.size()) {
  choose();
  receive();
}

bool Replay::moves(int process) const {
  const auto p = static_cast<std::size_t>(process);
  return received_[p] && before_.processes[p].decision == ProcessThen::kNone;
}

void Replay::choose() {
  for (const auto& [who, how] :
       {std::pair{&deeds_.crashing, Crash::kCrash}, {&deeds_.leaving, Crash::kLate}}) {
    for (const int p : *who) {
      const ProcessThen& process = before_.processes[static_cast<std::size_t>(p)];
      Crash& crashes = crashes_[static_cast<std::size_t>(p)];
      if (process.is_gone() || process.is_byzantine() || crashes != Crash::kNone)
        throw base::Error(fmt::format("process {} can't crash", p + 1));
      crashes = how;
    }
  }
  for (const auto& [how, most] : {std::pair{Crash::kCrash, protocol_.faults.crash},
                                  std::pair{Crash::kLate, protocol_.faults.crash_late}}) {
    const auto before = std::count_if(before_.processes.begin(), before_.processes.end(),
                                      [&](const ProcessThen& process) { return process.crash == how; });
    if (before + std::count(crashes_.begin(), crashes_.end(), how) > most)
      throw base::Error("too many crashes");
  }
  for (const int p : deeds_.far) far_[static_cast<std::size_t>(p)] = true;
  if (!deeds_.far.empty() && before_.splits >= protocol_.faults.partition)
    throw base::Error("too many splits");
}

void Replay::receive() {
  const auto n = before_.processes.size();
  std::vector<Cell> cells;
  for (std::size_t p = 0; p < n; ++p) {
    const ProcessThen& process = before_.processes[p];
    Group group;
    group.who = static_cast<std::uint32_t>(p);
    group.state = process.state;
    group.role = process.role;
    group.crash = process.crash;
    cells.push_back({group, crashes_[p], far_[p]});
  }
  std::vector<std::vector<std::optional<State>>> told(n, std::vector<std::optional<State>>(n));
  for (const Deeds::Message& message : deeds_.messages)
    told[static_cast<std::size_t>(message.receiver)][static_cast<std::size_t>(message.sender)] = message.says;
  int cost = 0;
  for (std::size_t receiver = 0; receiver < n; ++receiver) {
    if (!cells[receiver].receives()) continue;
    std::vector<State>& found = received_[receiver].emplace(n, kLost);
    for (std::size_t sender = 0; sender < n; ++sender) {
      const std::optional<State> says = told[receiver][sender];
      const std::optional<Offer::Fate> may =
          sender == receiver ? Offer::Fate::kArrives : fate(cells[sender], cells[receiver], true);
      if (!may) {
        if (says && *says != kLost) throw base::Error("a message that can't arrive says something");
        continue;
      }
      if (*may == Offer::Fate::kAnyState) {
        found[sender] = says.value_or(kLost);
        continue;
      }
      if (says && *says != kLost) throw base::Error(fmt::format("process {} does not lie", sender + 1));
      if (!says) {
        found[sender] = before_.processes[sender].state;
        continue;
      }
      if (*may == Offer::Fate::kArrives) throw base::Error("no process loses its own message");
      if (*may == Offer::Fate::kCostsALoss) ++cost;
    }
  }
  pay(cost);
}

/// Uses the budget of `loss`, which is new in every round, first.
void Replay::pay(int cost) {
  losses_ = before_.losses + std::max(0, cost - protocol_.faults.loss);
  if (losses_ > protocol_.faults.loss_total) throw base::Error("too many losses that nothing explains");
}

Moment Replay::after(int round, const std::vector<State>& next) const {
  Moment after = before_;
  after.losses = losses_;
  after.splits = before_.splits + (deeds_.far.empty() ? 0 : 1);
  const int n = static_cast<int>(before_.processes.size());
  for (int p = 0; p < n; ++p) {
    const auto i = static_cast<std::size_t>(p);
    ProcessThen& process = after.processes[i];
    const bool goes = crashes_[i] != Crash::kNone;
    if (goes) process.crash = crashes_[i];
    process.state = kNoState;
    process.connected = process.connected && received_[i] && !goes;
    if (!received_[i]) continue;
    after.lost = after.lost || missing(*received_[i]) > 0;
    if (process.decision == ProcessThen::kNone) {
      process.state = next[i];
      const bool may_decide = round == protocol_.rounds || protocol_.decides_early;
      if (may_decide && protocol_.is_decision(round, next[i])) {
        process.decision = static_cast<int>(next[i]) -
                           (round == protocol_.rounds ? 0 : static_cast<int>(protocol_.internal.size()));
        process.decided_in = round;
      }
    } else {
      process.state = static_cast<State>(
          process.decision + (round == protocol_.rounds ? 0 : static_cast<int>(protocol_.internal.size())));
    }
    if (goes) process.state = kNoState;
    const auto hearers = std::count_if(received_.begin(), received_.end(), [&](const auto& received) {
      return received && !missed(*received, p);
    });
    process.connected = process.connected && 2 * hearers > n && 2 * (n - missing(*received_[i])) > n;
  }
  return after;
}

Received key_of(const Protocol& protocol, const std::vector<State>& received, int process, State own,
                std::size_t states) {
  Received key;
  if (protocol.by_sender()) {
    for (const State state : received) key.push_back(static_cast<char16_t>(state));
    if (protocol.view == View::kVectorId) key.push_back(static_cast<char16_t>(process));
    return key;
  }
  key.assign(states, u'\0');
  for (const State state : received) {
    if (state != kLost) ++key[state];
  }
  if (protocol.view == View::kCountsOwn) key.push_back(static_cast<char16_t>(own));
  return key;
}

}  // namespace ggms::audit
