// Describes a table by few exact patterns: those of a cover for each next state (cover.cpp). The next state
// that needs the most patterns becomes the "otherwise". Limits count work and not time, so that results don't
// depend on the machine.

#include "rule/patterns.h"

#include <algorithm>
#include <bit>
#include <set>
#include <tuple>

#include "base/check.h"
#include "rule/cover.h"

namespace ggms::rule {

namespace {

constexpr double kWork = 4e7;  // examined values of rows, for a whole description; a few tenths of a second

/// The amount of text to read: a line and every value that it names count one; lines that differ only in
/// their position count as one line.
std::size_t reading_cost(const Rows& rows, const std::vector<Pattern>& patterns) {
  std::set<std::uint64_t> families;
  std::size_t cost = 0;
  for (const Pattern& pattern : patterns) {
    std::size_t values = 0;
    bool is_family = pattern.conditions.size() == 1;
    for (const Condition& condition : pattern.conditions) {
      const bool ordered = rows.positions[static_cast<std::size_t>(condition.position)].ordered;
      values += ordered ? 1 : static_cast<std::size_t>(std::popcount(condition.set));
      is_family = is_family && !ordered;
    }
    if (!is_family || families.insert(pattern.conditions.front().set).second) cost += 1 + values;
  }
  return cost;
}

/// The values that occur at a position.
struct Span {
  int low = 0, high = 0;
  std::uint64_t set = 0;
};

Span span_of(const Rows& rows, std::size_t position) {
  Span span{rows.rows.front()[position], rows.rows.front()[position], 0};
  for (const std::vector<int>& row : rows.rows) {
    span.low = std::min(span.low, row[position]);
    span.high = std::max(span.high, row[position]);
    if (!rows.positions[position].ordered) span.set |= std::uint64_t{1} << row[position];
  }
  return span;
}

/// Makes patterns readable: their conditions no longer mention values that never occur, which changes nothing
/// for any row.
void tidy(const Rows& rows, std::vector<Pattern>& patterns) {
  for (std::size_t at = 0; at < rows.positions.size(); ++at) {
    const Span span = span_of(rows, at);
    for (Pattern& pattern : patterns) {
      const auto condition =
          std::find_if(pattern.conditions.begin(), pattern.conditions.end(),
                       [&](const Condition& c) { return c.position == static_cast<int>(at); });
      if (condition == pattern.conditions.end()) continue;
      bool says_nothing = false;
      if (rows.positions[at].ordered) {
        if (condition->low <= span.low) condition->low = 0;
        if (condition->high >= span.high) condition->high = rows.positions[at].values - 1;
        says_nothing = condition->low == 0 && condition->high == rows.positions[at].values - 1;
      } else {
        condition->set &= span.set;
        says_nothing = condition->set == span.set;
      }
      if (says_nothing) pattern.conditions.erase(condition);
    }
  }
}

}  // namespace

Description describe_rows(const Rows& rows, std::size_t max_patterns, std::optional<int> otherwise,
                          base::Stop* stop) {
  CHECK(!rows.rows.empty() && rows.rows.size() == rows.next.size());
  CHECK(std::all_of(rows.positions.begin(), rows.positions.end(), [](const Rows::Position& position) {
    return position.ordered || position.values <= 64;
  }));
  const std::set<int> nexts(rows.next.begin(), rows.next.end());
  CHECK(!otherwise || nexts.count(*otherwise) > 0);
  Description description;
  description.otherwise = *nexts.begin();
  if (nexts.size() == 1) return description;

  struct Class {
    int next = 0;
    std::vector<Pattern> patterns;
    std::size_t left = 0;
    std::tuple<bool, std::size_t, int>
        awkwardness;  // of equal ones the last state, so that rounds read alike
  };
  std::vector<Class> classes;
  for (const int next : nexts) {
    if (next == otherwise) continue;
    Cover cover = cover_of(rows, next, max_patterns, kWork / static_cast<double>(nexts.size()), stop);
    tidy(rows, cover.patterns);
    const std::size_t cost = reading_cost(rows, cover.patterns);
    classes.push_back({next, std::move(cover.patterns), cover.left, {cover.left > 0, cost, next}});
  }
  const auto awkward = std::max_element(classes.begin(), classes.end(), [](const Class& a, const Class& b) {
    return a.awkwardness < b.awkwardness;
  });
  description.otherwise = otherwise.value_or(awkward->next);
  for (const Class& described : classes) {
    if (described.next == description.otherwise) continue;
    description.cost += std::get<1>(described.awkwardness);
    description.patterns.insert(description.patterns.end(), described.patterns.begin(),
                                described.patterns.end());
    if (described.left > 0) description.left_out.emplace_back(described.next, described.left);
  }
  return description;
}

}  // namespace ggms::rule
