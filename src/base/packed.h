#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "base/check.h"

namespace ggms::base {

/// The values that a packed number may have: all from `least` to `most`.
struct Range {
  std::int64_t least = 0;
  std::int64_t most = 0;

  /// The number of bits that tell these values apart.
  constexpr int bits() const {
    return static_cast<int>(std::bit_width(static_cast<std::uint64_t>(most - least)));
  }
};

/// Packs keys: numbers side by side in one word, the first in the highest bits, each in as many bits as its
/// range needs. So words are equal only if all numbers are, and words have the order of the numbers. Ranges
/// that don't fit in one word (63 bits, because a shift by 64 is undefined) do not compile.
template <Range... kRanges>
  requires((0 + ... + kRanges.bits()) <= 63)
class Packing {
 public:
  /// The number of bits in use.
  static constexpr int kBits = (0 + ... + kRanges.bits());
  static_assert(((kRanges.least <= kRanges.most) && ...));

  /// The word of these numbers, one for each range. Throws InternalError if a number is out of its range,
  /// because it would change its neighbours.
  template <std::integral... Numbers>
    requires(sizeof...(Numbers) == sizeof...(kRanges))
  static constexpr std::uint64_t pack(Numbers... numbers) {
    CHECK((is_in(kRanges, numbers) && ...));
    std::uint64_t word = 0;
    ((word = word << kRanges.bits() | offset(kRanges, numbers)), ...);
    return word;
  }

  /// The numbers of such a word.
  static constexpr std::array<std::int64_t, sizeof...(kRanges)> unpack(std::uint64_t word) {
    int shift = kBits;
    return {take(kRanges, word, shift)...};
  }

 private:
  static constexpr bool is_in(const Range& range, std::integral auto number) {
    return std::cmp_less_equal(range.least, +number) && std::cmp_less_equal(+number, range.most);
  }
  static constexpr std::uint64_t offset(const Range& range, std::integral auto number) {
    return static_cast<std::uint64_t>(number) - static_cast<std::uint64_t>(range.least);
  }
  static constexpr std::int64_t take(const Range& range, std::uint64_t word, int& shift) {
    shift -= range.bits();
    const std::uint64_t mask = (std::uint64_t{1} << range.bits()) - 1;
    return static_cast<std::int64_t>(word >> shift & mask) + range.least;
  }
};

/// The same number in a smaller type. Throws InternalError if it does not fit.
template <std::integral To, std::integral From>
constexpr To narrow(From number) {
  CHECK(std::in_range<To>(number));
  return static_cast<To>(number);
}

}  // namespace ggms::base
