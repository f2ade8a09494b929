#pragma once

#include <cstdint>
#include <span>

#include "base/packed.h"
#include "verify/pages.h"
#include "verify/slots.h"

namespace ggms::verify {

/// A map from sequences of 64-bit words to one word of data each; compares whole keys, not fingerprints.
/// Grows in pieces, so that no single addition takes long.
class Sequences {
 public:
  /// The data word of `key`, 0 if the key is new; the reference is valid until the next call.
  std::uint64_t& operator[](std::span<const std::uint64_t> key);
  void clear();

 private:
  /// Where a key begins in words_, and its number of words (a few hundred at most) plus one.
  using Place = base::Packing<base::Range{0, (std::int64_t{1} << 47) - 1}, base::Range{0, (1 << 16) - 1}>;

  struct Slot {
    std::uint64_t code = 0;   // the key's hash
    std::uint64_t place = 0;  // a Place; 0 marks an empty slot
    std::uint64_t data = 0;
    bool is_empty() const { return place == 0; }
    std::uint64_t hash() const { return code; }
  };
  bool is_at(std::uint64_t place, std::span<const std::uint64_t> key) const;

  Pages<std::uint64_t> words_;
  Slots<Slot> slots_;
};

}  // namespace ggms::verify
