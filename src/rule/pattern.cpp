// Finds out which rows a pattern matches, and whether two patterns can match the same row.

#include "rule/pattern.h"

#include <algorithm>

namespace ggms::rule {

bool matches(const Rows& rows, const Pattern& pattern, const std::vector<int>& row) {
  return std::all_of(pattern.conditions.begin(), pattern.conditions.end(), [&](const Condition& c) {
    const auto at = static_cast<std::size_t>(c.position);
    return meets(rows.positions[at], c, row[at]);
  });
}

namespace {

/// Whether values that both patterns allow can have the sum of a row.
bool can_add_up(const Rows& rows, const Pattern& a, const Pattern& b) {
  if (!rows.sum) return true;
  int least = 0;
  int most = 0;
  for (std::size_t i = 0; i < rows.positions.size(); ++i) {
    if (!rows.positions[i].ordered) continue;
    int low = 0;
    int high = rows.positions[i].values - 1;
    for (const Pattern* pattern : {&a, &b}) {
      for (const Condition& condition : pattern->conditions) {
        if (condition.position != static_cast<int>(i)) continue;
        low = std::max(low, condition.low);
        high = std::min(high, condition.high);
      }
    }
    least += low;
    most += high;
  }
  return least <= *rows.sum && *rows.sum <= most;
}

}  // namespace

bool can_disagree(const Rows& rows, const std::vector<Pattern>& patterns) {
  const auto exclude = [&](const Condition& a, const Condition& b) {
    if (a.position != b.position) return false;
    if (!rows.positions[static_cast<std::size_t>(a.position)].ordered) return (a.set & b.set) == 0;
    return a.high < b.low || b.high < a.low;
  };
  const auto disagree = [&](const Pattern& a, const Pattern& b) {
    return a.next != b.next && can_add_up(rows, a, b) &&
           std::none_of(a.conditions.begin(), a.conditions.end(), [&](const Condition& c) {
             return std::any_of(b.conditions.begin(), b.conditions.end(),
                                [&](const Condition& other) { return exclude(c, other); });
           });
  };
  return std::any_of(patterns.begin(), patterns.end(), [&](const Pattern& a) {
    return std::any_of(patterns.begin(), patterns.end(), [&](const Pattern& b) { return disagree(a, b); });
  });
}

}  // namespace ggms::rule
