#pragma once

#include <cstdint>

#include "base/check.h"
#include "model/machine.h"
#include "model/problem.h"

namespace ggms::verify {

/// The bits of a set of outcomes: an outcome of a move is the next state and, if a property asks for it, the
/// class of the received vector: complete or not, from most processes or not.
class OutcomeBits {
 public:
  /// Throws base::Error if a set has too few bits.
  explicit OutcomeBits(const model::Problem& problem);

  static constexpr std::uint64_t kUndefined = std::uint64_t{1} << 63;  // the table entry is missing

  bool tracks_lost() const { return lost_; }
  /// The outcome "to this state, on a vector that lacks `missing` messages".
  int index(int next, int missing) const { return next * classes_ + class_of(missing); }
  /// The set of one outcome: a state, or model::Machine::kUndefined.
  std::uint64_t set(model::State next, int missing) const {
    if (next == model::Machine::kUndefined) return kUndefined;
    const int outcome = index(next, missing);
    ASSERT(this->next(outcome) == next && is_class_of(outcome, missing));
    return std::uint64_t{1} << outcome;
  }
  int next(int index) const { return classes_ == 1 ? index : classes_ == 2 ? index / 2 : index / 3; }
  bool is_lost(int index) const { return lost_ && index % classes_ != 0; }
  /// Whether its vector came from no more than half of all processes.
  bool is_from_few(int index) const { return connected_ && index % classes_ == classes_ - 1; }
  /// The number of bits in the sets of a boundary with `alphabet` states, without kUndefined.
  int width(int alphabet) const { return classes_ * alphabet; }
  /// The outcomes on vectors that lack a message.
  std::uint64_t all_lost() const { return all_lost_; }

 private:
  /// Whether the outcome's class is that of a vector that lacks `missing` messages.
  bool is_class_of(int outcome, int missing) const {
    const std::uint64_t bit = std::uint64_t{1} << outcome;
    const bool from_few = 2 * (processes_ - missing) <= processes_;
    return bit < kUndefined && is_lost(outcome) == (lost_ && missing > 0) &&
           is_lost(outcome) == ((all_lost_ & bit) != 0) && is_from_few(outcome) == (connected_ && from_few);
  }
  int class_of(int missing) const {
    if (classes_ == 1) return 0;  // no property asks about vectors
    return (lost_ && missing > 0 ? 1 : 0) + (connected_ && 2 * (processes_ - missing) <= processes_ ? 1 : 0);
  }

  bool lost_;
  bool connected_;
  int processes_;
  int classes_;
  std::uint64_t all_lost_ = 0;
};

}  // namespace ggms::verify
