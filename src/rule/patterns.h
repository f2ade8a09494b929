#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "base/stop.h"
#include "rule/pattern.h"

namespace ggms::rule {

/// A table in few words. Each pattern is true on its own; rows that no pattern covers lead to `otherwise`,
/// those in `left_out` aside.
struct Description {
  std::vector<Pattern> patterns;  // by next, then by how much they explain
  int otherwise = 0;
  std::vector<std::pair<int, std::size_t>>
      left_out;          // (next, how many rows) that would have taken too many patterns
  std::size_t cost = 0;  // how much there is to read, about one a word
};

/// Describes a table of at least one row with at most `max_patterns` patterns for each next. The work is
/// bounded: rows of large, confused tables are left out. `otherwise`, the next of some row, is the one that
/// gets no patterns; without it the one that would have taken the most words. If `stop` (may be null) is
/// requested, more rows are left out, and what is said of the others is true all the same.
Description describe_rows(const Rows& rows, std::size_t max_patterns,
                          std::optional<int> otherwise = std::nullopt, base::Stop* stop = nullptr);

}  // namespace ggms::rule
