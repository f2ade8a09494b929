#pragma once

#include <cstdint>
#include <vector>

#include "policy/policy.h"

namespace ggms::policy {

/// A batch as a network computes it: rows that are the same question to it appear once.
struct Rows {
  int length = 0;
  std::vector<std::int64_t> tokens;  // [different row][position]
  std::vector<std::size_t> row_of;   // [row of the batch]: which different row it is

  std::size_t count() const { return tokens.size() / static_cast<std::size_t>(length); }
};

/// With `sequence`, rows differ where their tokens do; else where the multisets of their tokens do, and the
/// tokens are sorted.
Rows fold(const Shape& shape, const Batch& batch, bool sequence);

}  // namespace ggms::policy
