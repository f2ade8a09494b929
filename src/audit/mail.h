// What one receiver may find in a round: every mail that its offers allow, and what that costs the adversary.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <map>
#include <vector>

#include "audit/adversary.h"
#include "audit/configuration.h"
#include "audit/file.h"

namespace ggms::audit {

/// The price of a mail: first the losses that have to be paid for, then all lost messages.
struct Price {
  int cost = 0;
  int harm = 0;
  auto operator<=>(const Price&) const = default;

  Price operator+(const Price& other) const { return {cost + other.cost, harm + other.harm}; }
  Price operator*(int times) const { return {cost * times, harm * times}; }
};

/// Makes mails from offers, and keys from mails. A mail has the state, or kLost, by sender if senders are
/// told apart; otherwise how often each state was received.
class Mailroom {
 public:
  /// The innermost loop calls `poll`, which may throw, with the number of mails that it holds.
  Mailroom(const Protocol& protocol, bool apart, std::function<void(std::uint64_t)> poll);

  /// All mails that the budget for losses covers, each at its lowest price.
  std::map<Received, Price> mails(int round, const std::vector<Offer>& offers, int budget) const;
  /// Whether a mail lacks no message.
  bool is_whole(const Received& mail) const;
  /// The key of the entry that a receiver of a mail needs.
  Received key(int round, const Received& mail, const Group& receiver) const;
  /// The part of the key that the receiver itself adds to its mail.
  Received looks_at(const Group& receiver) const;

 private:
  Received with(const Received& mail, const Offer& offer, State state, int count) const;

  const Protocol& protocol_;
  bool apart_;
  std::function<void(std::uint64_t)> poll_;
};

}  // namespace ggms::audit
