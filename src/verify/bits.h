#pragma once

#include <cstdint>

namespace ggms::verify {

/// How many bits are set. For sets of a few: plain x86-64 has no instruction for it, and a call takes longer.
inline int count_bits(std::uint64_t set) {
  int count = 0;
  for (; set != 0; set &= set - 1) ++count;
  return count;
}

}  // namespace ggms::verify
