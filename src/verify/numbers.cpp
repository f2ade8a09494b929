// Numbers keys in the order in which they are added, and refuses more than 32 bits can number.

#include "verify/numbers.h"

#include "base/error.h"

namespace ggms::verify {

Numbers::Numbers(std::uint64_t span) : is_dense_(span <= kMaxDense) {
  if (is_dense_) dense_.assign(span, kNone);
}

std::uint32_t Numbers::next(std::uint64_t key) {
  if (keys_.size() >= kNone) {
    throw base::Error(
        "the setting is too large: there are more than 2^32 configurations at one round's end; try fewer "
        "processes, fewer faults or the view counts");
  }
  keys_.push_back(key);
  return static_cast<std::uint32_t>(keys_.size() - 1);
}

std::optional<std::uint32_t> Numbers::find(std::uint64_t key) const {
  std::uint32_t number = kNone;
  if (is_dense_) {
    number = dense_[key];
  } else if (const Slot* const slot =
                 sparse_.look_up(spread_bits(key), [&](const Slot& other) { return other.key == key; })) {
    number = slot->number;
  }
  return number == kNone ? std::nullopt : std::optional(number);
}

void Numbers::clear() {
  for (std::size_t i = 0; is_dense_ && i < keys_.size(); ++i) dense_[keys_[i]] = kNone;
  sparse_.clear();
  keys_.clear();
}

}  // namespace ggms::verify
