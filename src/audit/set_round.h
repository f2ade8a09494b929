// One round of an execution in which each receiver may find any vector of some set: what a clause of a
// refutation rests on that speaks of sets.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "audit/mail.h"
#include "audit/replay.h"
#include "audit/sets.h"

namespace ggms::audit {

/// What a reason says of one receiver: that it finds some vector of a set which makes it move to a state, or
/// that it misses a message.
struct Finding {
  int process = 0;
  std::optional<std::size_t> set = {};  // nullopt: misses
  int next = 0;
};

/// Reads "2@17=1" or "2!".
Finding read_finding(const TextReader& reader, std::string_view word, const Protocol& protocol,
                     const Sets& sets, int round);

/// A round in which the adversary makes its coupled choice, and then, for each receiver alone, lets it find
/// any vector that the choice allows. So all combinations of the findings occur, if their dearest vectors can
/// be paid for together.
class SetRound {
 public:
  /// Throws base::Error with a reason if the setting does not allow the choice or a finding. `deeds` has no
  /// messages. `tells_lost`: whether it matters that a receiver misses a message; then no set may leave that
  /// open.
  SetRound(const Protocol& protocol, const Sets& sets, const Moment& before, const Deeds& deeds, int round,
           const std::vector<Finding>& findings, bool tells_lost, const Poll& poll);

  const Replay& replay() const { return replay_; }
  /// By process, the state that its finding makes it move to; nullopt if it is open.
  const std::vector<std::optional<int>>& next() const { return next_; }
  /// The run after the round; `next` as for Replay::after. Who is connected is left open.
  Moment after(const std::vector<State>& next) const;

 private:
  void find(const Sets& sets, const std::vector<Finding>& findings);
  std::map<Received, Price> mails(std::size_t receiver) const;
  int price_of(const Sets& sets, const Finding& finding, bool& misses) const;
  int price_of_missing(std::size_t receiver) const;

  const Protocol& protocol_;
  const Moment& before_;
  int round_;
  Replay replay_;
  Mailroom mailroom_;
  Choice choice_;  // a cell for each process, in their order
  int budget_ = 0;
  int cost_ = 0;
  const bool tells_lost_;
  bool lost_ = false;  // some receiver misses a message; where it matters
  std::vector<std::optional<int>> next_;
};

}  // namespace ggms::audit
