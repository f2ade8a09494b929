// Steps one configuration through a round: from the adversary's choices to all configurations after it.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "audit/adversary.h"
#include "audit/configuration.h"
#include "audit/file.h"
#include "audit/mail.h"

namespace ggms::audit {

/// Some members of a cell, and what each of them received.
struct Told {
  std::size_t cell = 0;
  int count = 0;
  Received mail;
};

/// The cheapest way to a partial result: its price, and what was received on the way.
struct Way {
  Price price;
  std::vector<Told> told;  // kept only for a story
};

/// A table entry that a move needs but the file does not have.
struct Missing {
  int round = 0;
  Configuration before;
  Choice choice;
  std::size_t receiver = 0;  // the cell of a process that needs it
  Received received;         // the key of the entry
  int failures = 0;          // in this execution
};

/// Steps configurations of a protocol.
class Stepper {
 public:
  /// `watched` and `poll` have to live as long as the stepper. The innermost loops call `poll`, which may
  /// throw, with the number of items that they hold.
  Stepper(Protocol& protocol, const Watched& watched, std::function<void(std::uint64_t)> poll);

  /// Whether every process is a group of its own, and senders are told apart in mails.
  bool apart() const { return apart_; }

  /// Calls visit, at least once, with each configuration that a choice can lead to and the way there. If a
  /// process may need an entry that the file does not have, returns that entry instead.
  using Visit = std::function<void(Configuration, const Way&)>;
  std::optional<Missing> step(int round, const Configuration& from, const Choice& choice, const Visit& visit);

  /// From now on, ways record what was received.
  void tell() { telling_ = true; }

 private:
  /// The cheapest way in which no process has lost a message, and the cheapest in which one has; each if
  /// there is any.
  struct Ways {
    std::optional<Way> whole, lossy;
  };
  /// A possible outcome of one receiver.
  struct Outcome {
    State next = 0;
    bool hears_most = true;  // if `connected` is kept: whether it received from more than half
    std::vector<bool>
        heard;  // if `connected` is kept: from which of the processes that may still be connected it received
    auto operator<=>(const Outcome&) const = default;
  };
  using Outcomes = std::map<Outcome, Ways>;
  /// A partial result: some of the receivers have moved.
  struct Partial {
    Groups groups;
    std::vector<std::uint16_t> heard_by;  // if `connected` is kept: by process, how many received from it
    auto operator<=>(const Partial&) const = default;
  };
  using Partials = std::map<Partial, Ways>;

  bool may_be_connected(const Cell& cell) const;
  std::optional<Outcomes> outcomes(int round, const std::vector<Offer>& offers, const Choice& choice,
                                   const Cell& receiver, Received& missing);
  Outcome outcome(State next, const Received& mail, const Choice& choice, const Cell& receiver) const;
  Partials extended(const Partials& partials, const Choice& choice, std::size_t receivers, int round,
                    const Outcomes& outcomes);
  Ways plus(const Ways& so_far, const Ways& more, int count, std::size_t cell) const;
  std::optional<Way> sum(const std::optional<Way>& a, const std::optional<Way>& b) const;

  Group left_behind(int round, const Cell& cell) const;
  Group moved(int round, const Cell& cell, const Outcome& outcome) const;
  State at_the_end(int round, State state) const;
  void finish(int round, const Configuration& from, const Choice& choice, const Partial& partial, Ways ways,
              const Visit& visit) const;

  Protocol& protocol_;
  const Watched& watched_;
  std::function<void(std::uint64_t)> poll_;
  bool apart_;
  Mailroom mailroom_;
  bool telling_ = false;
  int budget_ = 0;  // how many losses the adversary can pay for in this round
};

}  // namespace ggms::audit
