#pragma once

#include <cstdint>
#include <vector>

#include "model/setting.h"

namespace ggms::model {

/// What a receiver sees in one round, as lists.
struct Received {
  static constexpr int kLost = -1;

  std::vector<int> by_sender;  // vector views: per process its state, or kLost
  std::vector<int>
      counts;  // counts views: how many times each state arrived; the last number is that of lost messages
  int own = kLost;  // counts+own: the receiver's state
  auto operator<=>(const Received&) const = default;
};

/// Numbers the received vectors of one round; vectors that the view can't tell apart have one number. A key
/// is a sum with one weight per message that arrives (a lost message adds 0), so losing a message is one
/// subtraction, in every view.
class Keys {
 public:
  /// Throws base::Error if 64 bits are too few.
  Keys(const Setting& setting, int round);

  /// The number of tables of the round: one per process in vector+id, otherwise one.
  int slots() const { return slots_; }
  int slot(int process) const { return slots_ == 1 ? 0 : process; }

  /// What a message from `sender` in `state` adds to the key.
  std::uint64_t weight(int sender, int state) const {
    return by_sender_ ? place_[static_cast<std::size_t>(sender)] * static_cast<std::uint64_t>(state + 1)
                      : place_[static_cast<std::size_t>(state)];
  }
  /// What the receiver's own state adds to the key; 0 unless the view shows it.
  std::uint64_t own_weight(int state) const { return own_place_ * static_cast<std::uint64_t>(state); }

  /// All keys are below this number.
  std::uint64_t span() const { return span_; }

  Received decode(std::uint64_t key) const;
  std::uint64_t encode(const Received& received) const;

 private:
  int processes_;
  int alphabet_;
  bool by_sender_;
  int slots_;
  std::vector<std::uint64_t> place_;  // per sender, or per state
  std::uint64_t own_place_ = 0;
  std::uint64_t span_ = 1;
};

/// The product; throws base::Error, "the setting is too large", if it does not fit in a key.
std::uint64_t checked_product(std::uint64_t a, std::uint64_t b);

}  // namespace ggms::model
