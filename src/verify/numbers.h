#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/check.h"
#include "verify/pages.h"
#include "verify/slots.h"

namespace ggms::verify {

/// Numbers keys in the order in which they are added, from 0. An array holds the numbers if keys are small,
/// otherwise a hash table.
class Numbers {
 public:
  /// Keys are below `span`.
  explicit Numbers(std::uint64_t span);

  /// The number of a key; a new key gets the number size(). Throws base::Error if there are too many keys.
  std::uint32_t add(std::uint64_t key) {
    std::uint32_t& number = is_dense_ ? dense_[key] : sparse(key);
    if (number == kNone) number = next(key);
    ASSERT(keys_[number] == key);
    return number;
  }
  /// The number of a key that was added; nullopt for any other key.
  std::optional<std::uint32_t> find(std::uint64_t key) const;

  std::size_t size() const { return keys_.size(); }
  std::uint64_t key(std::size_t number) const { return keys_[number]; }
  void clear();

 private:
  static constexpr std::uint32_t kNone = 0xFFFF'FFFF;
  static constexpr std::uint64_t kMaxDense = std::uint64_t{1} << 20;  // keys, 4 bytes each

  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t number = kNone;
    bool is_empty() const { return number == kNone; }
    std::uint64_t hash() const { return spread_bits(key); }
  };

  std::uint32_t& sparse(std::uint64_t key) {
    Slot& slot = sparse_.at(spread_bits(key), [&](const Slot& other) { return other.key == key; });
    slot.key = key;
    return slot.number;
  }
  std::uint32_t next(std::uint64_t key);

  bool is_dense_;
  std::vector<std::uint32_t> dense_;
  Slots<Slot> sparse_;
  Pages<std::uint64_t> keys_;
};

}  // namespace ggms::verify
