#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

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

/// Whether a condition on this position allows a value.
inline bool meets(const Rows::Position& position, const Condition& condition, int value) {
  if (position.ordered) return condition.low <= value && value <= condition.high;
  return ((condition.set >> value) & 1U) != 0;
}

bool matches(const Rows& rows, const Pattern& pattern, const std::vector<int>& row);

/// Whether some row, of the table or not but with the same sum, can match two patterns that lead to different
/// states.
bool can_disagree(const Rows& rows, const std::vector<Pattern>& patterns);

}  // namespace ggms::rule
