// Keys of received vectors: mixed-radix numbers. By sender: one digit (state + 1, or 0 for lost) per process,
// process 1 leading, so that keys are in the order of the vectors. By counts: one digit (how many arrived)
// per state.

#include "model/keys.h"

#include <limits>
#include <numeric>

#include "base/check.h"

namespace ggms::model {

std::uint64_t checked_product(std::uint64_t a, std::uint64_t b) {
  if (a != 0 && b > std::numeric_limits<std::uint64_t>::max() / 2 / a) {
    throw base::Error(
        "the setting is too large: a received vector needs more than 63 bits; try fewer processes, fewer "
        "states or the view counts");
  }
  return a * b;
}

Keys::Keys(const Setting& setting, int round)
    : processes_(setting.processes),
      alphabet_(setting.alphabet(round - 1)),
      by_sender_(setting.view == View::kVector || setting.view == View::kVectorId),
      slots_(setting.view == View::kVectorId ? setting.processes : 1) {
  const int digits = by_sender_ ? processes_ : alphabet_;
  const auto base = static_cast<std::uint64_t>(by_sender_ ? alphabet_ + 1 : processes_ + 1);
  place_.assign(static_cast<std::size_t>(digits), 0);
  for (std::size_t i = place_.size(); i-- > 0;) {
    place_[i] = span_;
    span_ = checked_product(span_, base);
  }
  if (setting.view == View::kCountsOwn) {
    own_place_ = span_;
    span_ = checked_product(span_, static_cast<std::uint64_t>(alphabet_));
  }
}

Received Keys::decode(std::uint64_t key) const {
  ASSERT(key < span_);
  [[maybe_unused]] const std::uint64_t whole = key;
  Received received;
  if (own_place_ != 0) {
    received.own = static_cast<int>(key / own_place_);
    key %= own_place_;
  }
  std::vector<int>& digits = by_sender_ ? received.by_sender : received.counts;
  for (const std::uint64_t place : place_) {
    digits.push_back(static_cast<int>(key / place));
    key %= place;
  }
  if (by_sender_) {
    for (int& digit : digits) --digit;
    static_assert(Received::kLost == -1);
  } else {
    digits.push_back(processes_ - std::accumulate(digits.begin(), digits.end(), 0));
  }
  ASSERT(encode(received) == whole);
  return received;
}

std::uint64_t Keys::encode(const Received& received) const {
  std::uint64_t key = own_place_ == 0 ? 0 : own_weight(received.own);
  if (by_sender_) {
    for (int sender = 0; sender < processes_; ++sender) {
      const int state = received.by_sender[static_cast<std::size_t>(sender)];
      if (state != Received::kLost) key += weight(sender, state);
    }
  } else {
    for (int state = 0; state < alphabet_; ++state) {
      key += weight(0, state) * static_cast<std::uint64_t>(received.counts[static_cast<std::size_t>(state)]);
    }
  }
  ASSERT(key < span_);
  return key;
}

}  // namespace ggms::model
