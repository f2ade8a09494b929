#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace ggms::rule {

/// A table to describe: equally long rows of small numbers, each with the number that it leads to.
struct Rows {
  struct Position {
    int values = 0;        // values are 0 .. values - 1; at most 64 unless ordered
    bool ordered = false;  // patterns speak of ranges if true, otherwise of sets
  };
  std::vector<Position> positions;
  std::vector<std::vector<int>> rows;  // distinct
  std::vector<int> next;               // per row
  std::optional<int> sum = {};  // the sum of the ordered values of each row, if it is the same for all rows
};

/// The condition of a pattern on one position.
struct Condition {
  int position = 0;
  std::uint64_t set = 0;  // allowed values, if the position is not ordered
  int low = 0, high = 0;  // allowed values, if the position is ordered
};

/// A pattern: only rows that lead to `next` meet all its conditions.
struct Pattern {
  std::vector<Condition> conditions;  // sorted by position, without conditions that all rows meet
  int next = 0;
  std::size_t rows = 0;  // how many rows it covers that no earlier pattern does
};

/// Whether a condition on this position allows a value.
inline bool meets(const Rows::Position& position, const Condition& condition, int value) {
  if (position.ordered) return condition.low <= value && value <= condition.high;
  return ((condition.set >> value) & 1U) != 0;
}

bool matches(const Rows& rows, const Pattern& pattern, const std::vector<int>& row);

/// Whether some row with the same sum, in the table or not, can match two patterns that lead to different
/// states.
bool can_disagree(const Rows& rows, const std::vector<Pattern>& patterns);

}  // namespace ggms::rule
