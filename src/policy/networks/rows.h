#pragma once

#include <cstdint>
#include <vector>

#include "policy/policy.h"

namespace ggms::policy {

/// A batch as a network computes it: rows that are equal to the network appear once.
struct Rows {
  int length = 0;
  std::vector<std::int64_t> tokens;  // [different row][position]
  std::vector<std::size_t> row_of;   // [row of the batch]: the index of its different row

  std::size_t count() const { return tokens.size() / static_cast<std::size_t>(length); }
};

/// With `sequence`, rows are equal if their tokens are; otherwise if their multisets of tokens are, and the
/// tokens are sorted.
Rows fold(const Shape& shape, const Batch& batch, bool sequence);

}  // namespace ggms::policy
