// Tests that descriptions are exact for every table, and short if the table is simple.

#include "rule/patterns.h"

#include <algorithm>
#include <map>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace ggms::rule {
namespace {

/// Distinct random rows over positions of both kinds.
Rows random_rows() {
  Rows rows;
  const int positions = *rc::gen::inRange(1, 6);
  for (int i = 0; i < positions; ++i) {
    rows.positions.push_back({*rc::gen::inRange(1, 5), *rc::gen::arbitrary<bool>()});
  }
  const int nexts = *rc::gen::inRange(1, 5);
  std::set<std::vector<int>> known;
  for (int i = *rc::gen::inRange(1, 150); i > 0; --i) {
    std::vector<int> row;
    for (const Rows::Position& position : rows.positions)
      row.push_back(*rc::gen::inRange(0, position.values));
    if (!known.insert(row).second) continue;
    rows.rows.push_back(row);
    rows.next.push_back(*rc::gen::inRange(0, nexts));
  }
  return rows;
}

TEST(Patterns, DisagreeOnlyOnRowsWithTheSum) {
  Rows counts;  // of two states and of losses, among three messages
  counts.positions.assign(3, {4, true});
  const auto at_least = [](int position, int low) { return Condition{position, 0, low, 3}; };
  const std::vector<Pattern> apart{{{at_least(0, 2)}, 0}, {{at_least(1, 2)}, 1}};
  EXPECT_TRUE(can_disagree(counts, apart)) << "2 and 2, if any row may be";
  counts.sum = 3;
  EXPECT_FALSE(can_disagree(counts, apart)) << "four messages";
  EXPECT_TRUE(can_disagree(counts, {{{at_least(0, 2)}, 0}, {{at_least(1, 1)}, 1}})) << "2 and 1";
  const Condition at_most_none{0, 0, 0, 0};
  const Condition one_of_the_second{1, 0, 1, 1};
  EXPECT_TRUE(can_disagree(counts, {{{at_most_none}, 0}, {{one_of_the_second}, 1}})) << "two lost";
  const Condition at_most_one_lost{2, 0, 0, 1};
  EXPECT_FALSE(can_disagree(counts, {{{at_most_none, at_most_one_lost}, 0}, {{one_of_the_second}, 1}}));
}

RC_GTEST_PROP(Patterns, GiveEveryRowItsNextAndNoOther, ()) {
  const Rows rows = random_rows();
  const Description description = describe_rows(rows, 1000);
  RC_ASSERT(description.left_out.empty());
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    bool covered = false;
    for (const Pattern& pattern : description.patterns) {
      if (!matches(rows, pattern, rows.rows[i])) continue;
      covered = true;
      RC_ASSERT(pattern.next == rows.next[i]);
    }
    RC_ASSERT(covered || rows.next[i] == description.otherwise);
  }
}

RC_GTEST_PROP(Patterns, LeaveToOtherwiseWhatTheyAreTold, ()) {
  const Rows rows = random_rows();
  const int otherwise = rows.next[*rc::gen::inRange<std::size_t>(0, rows.next.size())];
  const Description description = describe_rows(rows, 1000, otherwise);
  RC_ASSERT(description.otherwise == otherwise);
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    const bool covered = std::any_of(description.patterns.begin(), description.patterns.end(),
                                     [&](const Pattern& p) { return matches(rows, p, rows.rows[i]); });
    RC_ASSERT(covered == (rows.next[i] != otherwise));
  }
}

RC_GTEST_PROP(Patterns, CountWhatTheyLeaveOut, ()) {
  const Rows rows = random_rows();
  const auto limit = *rc::gen::inRange<std::size_t>(1, 4);
  const Description description = describe_rows(rows, limit);
  std::map<int, std::size_t> patterns;
  for (const Pattern& pattern : description.patterns) ++patterns[pattern.next];
  for (const auto& [next, count] : patterns) RC_ASSERT(count <= limit);
  std::map<int, std::size_t> uncovered;
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    const bool covered = std::any_of(description.patterns.begin(), description.patterns.end(),
                                     [&](const Pattern& p) { return matches(rows, p, rows.rows[i]); });
    if (!covered && rows.next[i] != description.otherwise) ++uncovered[rows.next[i]];
  }
  const std::map<int, std::size_t> left_out(description.left_out.begin(), description.left_out.end());
  RC_ASSERT(left_out == uncovered);
}

RC_GTEST_PROP(Patterns, StandInOrderAndEachAddsRows, ()) {
  const Rows rows = random_rows();
  const Description description = describe_rows(rows, 1000);
  for (std::size_t i = 0; i < description.patterns.size(); ++i) {
    const Pattern& pattern = description.patterns[i];
    RC_ASSERT(pattern.rows > 0);
    RC_ASSERT(pattern.next != description.otherwise);
    if (i > 0) RC_ASSERT(description.patterns[i - 1].next <= pattern.next);
    for (std::size_t c = 1; c < pattern.conditions.size(); ++c) {
      RC_ASSERT(pattern.conditions[c - 1].position < pattern.conditions[c].position);
    }
  }
}

/// Every row of `positions` digits below `values`, with next = rule(row).
template <class Rule>
Rows all_rows(int positions, int values, bool ordered, const Rule& rule) {
  Rows rows;
  rows.positions.assign(static_cast<std::size_t>(positions), {values, ordered});
  std::vector<int> row(static_cast<std::size_t>(positions), 0);
  for (;;) {
    rows.rows.push_back(row);
    rows.next.push_back(rule(row));
    std::size_t i = 0;
    while (i < row.size() && ++row[i] == values) row[i++] = 0;
    if (i == row.size()) return rows;
  }
}

TEST(Patterns, OfAConstantTableAreNone) {
  const Description description = describe_rows(all_rows(2, 3, false, [](const auto&) { return 7; }), 10);
  EXPECT_TRUE(description.patterns.empty());
  EXPECT_EQ(description.otherwise, 7);
}

TEST(Patterns, FindThatOneValueAnywhereDecides) {
  const Rows rows = all_rows(4, 3, false, [](const std::vector<int>& row) {
    return std::count(row.begin(), row.end(), 1) > 0 ? 0 : 1;
  });
  const Description description = describe_rows(rows, 10);
  EXPECT_EQ(description.otherwise, 1);
  ASSERT_EQ(description.patterns.size(), 4U);
  std::set<int> positions;
  for (const Pattern& pattern : description.patterns) {
    ASSERT_EQ(pattern.conditions.size(), 1U);
    EXPECT_EQ(pattern.conditions[0].set, 2U);
    positions.insert(pattern.conditions[0].position);
  }
  EXPECT_EQ(positions.size(), 4U);
}

TEST(Patterns, FindThresholds) {
  const Rows rows =
      all_rows(3, 6, true, [](const std::vector<int>& row) { return row[1] >= 2 && row[1] <= 3 ? 1 : 0; });
  const Description description = describe_rows(rows, 10);
  EXPECT_EQ(description.otherwise, 0);
  ASSERT_EQ(description.patterns.size(), 1U);
  ASSERT_EQ(description.patterns[0].conditions.size(), 1U);
  const Condition& condition = description.patterns[0].conditions[0];
  EXPECT_EQ(condition.position, 1);
  EXPECT_EQ(condition.low, 2);
  EXPECT_EQ(condition.high, 3);
}

TEST(Patterns, SaySoWhenALargeTableIsHopeless) {
  // Parity has no short patterns at all.
  const Rows rows = all_rows(14, 2, false, [](const std::vector<int>& row) {
    return static_cast<int>(std::count(row.begin(), row.end(), 1) % 2);
  });
  const Description description = describe_rows(rows, 24);
  ASSERT_EQ(description.left_out.size(), 1U);
  EXPECT_EQ(description.patterns.size() + description.left_out[0].second, rows.rows.size() / 2);
}

}  // namespace
}  // namespace ggms::rule
