#pragma once

#include <cstdint>
#include <vector>

#include "policy/policy.h"

namespace ggms::policy {

/// A token of a row, which asks what the row's other tokens are. A token that occurs several times gets the
/// same answer each time.
struct Query {
  std::size_t row = 0;  // of the different rows
  std::int64_t token = 0;
  int times = 0;  // it occurs in the row
};

/// A batch as a network computes it: rows that are equal to the network appear once.
struct Rows {
  int length = 0;
  std::vector<std::int64_t> tokens;  // [different row][position]
  std::vector<std::size_t> row_of;   // [row of the batch]: the index of its different row

  std::vector<Query> queries;  // row by row; only the transformer needs them

  std::size_t count() const { return tokens.size() / static_cast<std::size_t>(length); }
};

/// With `sequence`, rows are equal if their tokens are; otherwise if their multisets of tokens are, and the
/// tokens are sorted.
Rows fold(const Shape& shape, const Batch& batch, bool sequence);

/// Sets the queries. Tokens that occur several times in a row must be neighbours.
void find_queries(Rows& rows);

}  // namespace ggms::policy
