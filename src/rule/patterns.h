#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "base/stop.h"

namespace ggms::rule {

/// A table to be described: equally long rows of small numbers, each with what it leads to.
struct Rows {
  struct Position {
    int values = 0;        // they are 0 .. values - 1; at most 64 unless ordered
    bool ordered = false;  // patterns then speak of ranges, else of sets
  };
  std::vector<Position> positions;
  std::vector<std::vector<int>> rows;  // distinct
  std::vector<int> next;               // per row
  std::optional<int> sum = {};         // what the ordered values of each row add up to, if it is one number
};

/// What a pattern demands of one position.
struct Condition {
  int position = 0;
  std::uint64_t set = 0;  // allowed values, where the position is not ordered
  int low = 0, high = 0;  // allowed values, where it is
};

/// All its conditions hold only of rows that lead to `next`.
struct Pattern {
  std::vector<Condition> conditions;  // sorted by position; those that all rows meet are left out
  int next = 0;
  std::size_t rows = 0;  // that no pattern before it covers
};

/// A table in few words. Each pattern is true on its own; rows that no pattern covers lead to `otherwise`,
/// those in `left_out` aside.
struct Description {
  std::vector<Pattern> patterns;  // by next, then by how much they explain
  int otherwise = 0;
  std::vector<std::pair<int, std::size_t>>
      left_out;          // (next, how many rows) that would have taken too many patterns
  std::size_t cost = 0;  // how much there is to read, about one a word
};

bool matches(const Rows& rows, const Pattern& pattern, const std::vector<int>& row);

/// Whether some row, of the table or not but with the same sum, can match two patterns that lead to different
/// states.
bool can_disagree(const Rows& rows, const std::vector<Pattern>& patterns);

/// Describes a table of at least one row with at most `max_patterns` patterns for each next. The work is
/// bounded: rows of large, confused tables are left out. `otherwise`, the next of some row, is the one that
/// gets no patterns; without it the one that would have taken the most words. If `stop` (may be null) is
/// requested, more rows are left out, and what is said of the others is true all the same.
Description describe_rows(const Rows& rows, std::size_t max_patterns,
                          std::optional<int> otherwise = std::nullopt, base::Stop* stop = nullptr);

}  // namespace ggms::rule
