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

/// What something takes: losses that have to be paid for first, then lost messages of any kind.
struct Price {
  int cost = 0;
  int harm = 0;
  auto operator<=>(const Price&) const = default;

  Price operator+(const Price& other) const { return {cost + other.cost, harm + other.harm}; }
  Price operator*(int times) const { return {cost * times, harm * times}; }
};

/// Makes mails from offers, and keys from mails. A mail has the state, or kLost, by sender where these are
/// told apart, else how often each state was received.
class Mailroom {
 public:
  /// `poll` is called in the innermost loop with the number of things held, and may throw.
  Mailroom(const Protocol& protocol, bool apart, std::function<void(std::uint64_t)> poll);

  /// All mails that a budget for losses covers, each at its lowest price.
  std::map<Received, Price> mails(int round, const std::vector<Offer>& offers, int budget) const;
  /// Whether nothing is lost in a mail.
  bool is_whole(const Received& mail) const;
  /// The key of the entry that a receiver of a mail needs.
  Received key(int round, const Received& mail, const Group& receiver) const;
  /// What a receiver adds to a mail in the key.
  Received looks_at(const Group& receiver) const;

 private:
  Received with(const Received& mail, const Offer& offer, State state, int count) const;

  const Protocol& protocol_;
  bool apart_;
  std::function<void(std::uint64_t)> poll_;
};

}  // namespace ggms::audit
