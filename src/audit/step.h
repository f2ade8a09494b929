// One round of one configuration: from the adversary's choice for the round to all configurations after it.
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

/// Some members of a cell and what each of them received.
struct Told {
  std::size_t cell = 0;
  int count = 0;
  Received mail;
};

/// A way for something to come about, at the lowest price.
struct Way {
  Price price;
  std::vector<Told> told;  // kept only for a story
};

/// What must be had to make the next move, but is not in the file.
struct Missing {
  int round = 0;
  Configuration before;
  Choice choice;
  std::size_t receiver = 0;  // the cell of one who needs it
  Received received;         // the key of the entry
  int failures = 0;          // in this execution
};

/// Steps configurations of a protocol.
class Stepper {
 public:
  /// `watched` and `poll` have to live as long; `poll` is called in the innermost loops with the number of
  /// things held, and may throw.
  Stepper(Protocol& protocol, const Watched& watched, std::function<void(std::uint64_t)> poll);

  /// Whether every process is a group of its own, and senders are told apart in mails.
  bool apart() const { return apart_; }

  /// Calls visit with each configuration that a choice can lead to, at least once, and the way there. If some
  /// process may need an entry that the file does not have, returns that instead.
  using Visit = std::function<void(Configuration, const Way&)>;
  std::optional<Missing> step(int round, const Configuration& from, const Choice& choice, const Visit& visit);

  /// From now on ways tell what was received.
  void tell() { telling_ = true; }

 private:
  /// Ways in which no process has lost a message, and in which some process has; if there are any.
  struct Ways {
    std::optional<Way> whole, lossy;
  };
  /// What can become of one receiver.
  struct Outcome {
    State next = 0;
    bool hears_most = true;   // both only where `connected` is kept: it received from more than half,
    std::vector<bool> heard;  // and from whom of those that may still turn out to be connected
    auto operator<=>(const Outcome&) const = default;
  };
  using Outcomes = std::map<Outcome, Ways>;
  /// A part of the receivers has moved.
  struct Partial {
    Groups groups;
    std::vector<std::uint16_t> heard_by;  // where `connected` is kept: by process, how many received from it
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
  int budget_ = 0;  // how many losses may be paid for in this round
};

}  // namespace ggms::audit
