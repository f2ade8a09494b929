#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "base/stop.h"
#include "rule/pattern.h"

namespace ggms::rule {

/// A short description of a table. Each pattern is true on its own; rows that no pattern covers lead to
/// `otherwise`, except for those in `left_out`.
struct Description {
  std::vector<Pattern> patterns;  // sorted by next, then by how many rows they explain
  int otherwise = 0;
  std::vector<std::pair<int, std::size_t>>
      left_out;          // (next, how many rows) rows that would have needed too many patterns
  std::size_t cost = 0;  // the amount of text to read, about one per word
};

/// Describes a table of at least one row with at most `max_patterns` patterns for each next. The work is
/// bounded: it leaves out rows of large, irregular tables. `otherwise`, the next of some row, gets no
/// patterns; if it is not given, the next that would need the most words gets none. If `stop` (may be null)
/// is requested, it leaves out more rows; the description of the others is still true.
Description describe_rows(const Rows& rows, std::size_t max_patterns,
                          std::optional<int> otherwise = std::nullopt, base::Stop* stop = nullptr);

}  // namespace ggms::rule
