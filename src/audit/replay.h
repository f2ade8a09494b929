// Replays one round of one execution in which all deeds of the adversary are given; the reasons of a
// certificate need that.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "audit/configuration.h"
#include "audit/file.h"

namespace ggms::audit {

/// A process at a boundary between rounds.
struct ProcessThen {
  static constexpr int kNone = -1;

  State state = kNoState;  // of the boundary; kNoState: gone, or Byzantine
  int decision = kNone;    // what it has decided
  int decided_in = kNone;  // the round
  Role role = Role::kHonest;
  Crash crash = Crash::kNone;
  bool connected = true;  // so far
  auto operator<=>(const ProcessThen&) const = default;

  bool is_gone() const { return crash != Crash::kNone; }
  bool is_byzantine() const { return role == Role::kByzantine; }
};

/// A run at a boundary between rounds.
struct Moment {
  std::vector<ProcessThen> processes;
  bool lost = false;  // a process that moved missed a message
  int losses = 0;     // of loss-total, used up
  int splits = 0;     // of partition, used up
  auto operator<=>(const Moment&) const = default;
};

/// What an adversary does in a round. Processes from 0.
struct Deeds {
  struct Message {
    int receiver = 0, sender = 0;
    State says = kLost;  // kLost: the message gets lost; otherwise the Byzantine sender says this state
    auto operator<=>(const Message&) const = default;
  };
  std::vector<int> crashing;  // without a move
  std::vector<int> leaving;   // crashing late: with a move
  std::vector<int> far;       // the members of one block of a split; empty: no split
  std::vector<Message> messages;
};

/// A round of a run, up to the machine's moves.
class Replay {
 public:
  /// Throws base::Error with the reason if the faults of the protocol's setting do not allow these deeds.
  Replay(const Protocol& protocol, const Moment& before, const Deeds& deeds);

  /// By process, the received vector (by sender a state or kLost); nullopt if the process receives none.
  const std::vector<std::optional<std::vector<State>>>& received() const { return received_; }
  /// Whether the process looks up its next state: it receives, and has not decided before.
  bool moves(int process) const;
  /// The run after the round. `next` by process, for those that move; kNoState stands for an unknown
  /// decision, and is allowed after the last round only.
  Moment after(int round, const std::vector<State>& next) const;

 private:
  void choose();
  void receive();
  void pay(int cost);

  const Protocol& protocol_;
  const Moment& before_;
  const Deeds& deeds_;
  std::vector<Crash> crashes_;  // by process, in this round
  std::vector<bool> far_;       // by process
  std::vector<std::optional<std::vector<State>>> received_;
  int losses_ = 0;  // used up after the round
};

/// The entry of a round's table that a process needs which receives this; see Received.
Received key_of(const Protocol& protocol, const std::vector<State>& received, int process, State own,
                std::size_t states);

}  // namespace ggms::audit
