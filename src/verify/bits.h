#pragma once

#include <cstdint>

namespace ggms::verify {

/// The number of set bits. Fast for small sets: plain x86-64 has no instruction that counts bits, and the
/// compiler's library call takes longer.
inline int count_bits(std::uint64_t set) {
  int count = 0;
  for (; set != 0; set &= set - 1) ++count;
  return count;
}

}  // namespace ggms::verify
