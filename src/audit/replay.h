// One round of one execution, everything that the adversary does in it being told: what the reasons of a
// certificate are replayed with.
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

/// A run at a boundary.
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
    State says = kLost;  // kLost: it gets lost; else the sender, who is Byzantine, says so
    auto operator<=>(const Message&) const = default;
  };
  std::vector<int> crashing;  // without a move
  std::vector<int> leaving;   // crashing late: with a move
  std::vector<int> far;       // the members of one block of a split; empty: there is none
  std::vector<Message> messages;
};

/// A round of a run, up to what the machine makes of it.
class Replay {
 public:
  /// Throws base::Error with the reason where a fault of the protocol's setting does not allow such a deed.
  Replay(const Protocol& protocol, const Moment& before, const Deeds& deeds);

  /// By process, what it receives by sender, if it does: a state or kLost.
  const std::vector<std::optional<std::vector<State>>>& received() const { return received_; }
  /// Whether it looks its next state up: it receives, and has not decided before.
  bool moves(int process) const;
  /// The run after the round. `next` by process, for those that move; kNoState stands for a decision that is
  /// not known, and only after the last round.
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

/// Which of the entries of a round's table a process needs that receives so; see Received.
Received key_of(const Protocol& protocol, const std::vector<State>& received, int process, State own,
                std::size_t states);

}  // namespace ggms::audit
