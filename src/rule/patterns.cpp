// Describes a table by few exact patterns: two-level logic minimisation in the manner of ESPRESSO (Brayton et
// al., 1984), greedy throughout. A seed row becomes a pattern by keeping the fewest of its values that tell
// it from every row that leads elsewhere (a hitting set), and then widening each kept value as far as no such
// row gets in. Rows that are not in the table are don't-cares. Patterns are then picked by how many rows they
// add. The next state that takes the most patterns becomes the "otherwise". Work is counted, not timed, so
// that results don't depend on the machine.

#include "rule/patterns.h"

#include <algorithm>
#include <bit>
#include <set>
#include <tuple>

#include "base/check.h"

namespace ggms::rule {

namespace {

constexpr double kWork =
    4e7;  // looks at one value of one row, for a whole description; some tenths of a second

constexpr std::size_t kProbes = 64;
constexpr std::size_t kRowsPerCall = 64;  // of Stop::requested(): about a microsecond

using Index = std::uint32_t;

bool meets(const Rows::Position& position, const Condition& condition, int value) {
  if (position.ordered) return condition.low <= value && value <= condition.high;
  return ((condition.set >> value) & 1U) != 0;
}

auto key(const Condition& c) {
  return std::make_tuple(c.position, c.set, c.low, c.high);
}

struct ByConditions {
  bool operator()(const Pattern& a, const Pattern& b) const {
    return std::lexicographical_compare(
        a.conditions.begin(), a.conditions.end(), b.conditions.begin(), b.conditions.end(),
        [](const Condition& x, const Condition& y) { return key(x) < key(y); });
  }
};

/// Finds patterns for the rows that lead to one next state.
class Cover {
 public:
  Cover(const Rows& rows, int next, std::size_t max_patterns, double work, base::Stop* stop)
      : rows_(rows), next_(next), max_patterns_(max_patterns), work_(work), stop_(stop) {
    for (Index i = 0; i < rows.rows.size(); ++i)
      (rows.next[i] == next ? uncovered_ : elsewhere_).push_back(i);
  }

  /// A simple table shows after a few probes; any other gets all the work that is allowed.
  void run() {
    const std::vector<Index> all = uncovered_;
    pick(propose(kProbes));
    if (uncovered_.empty() && patterns_.size() <= rows_.positions.size()) return;
    uncovered_ = all;
    patterns_.clear();
    while (!uncovered_.empty() && patterns_.size() < max_patterns_ && work_ > 0) {
      pick(propose(uncovered_.size()));
    }
  }

  const std::vector<Pattern>& patterns() const { return patterns_; }
  std::size_t left() const { return uncovered_.size(); }

 private:
  int value(Index row, std::size_t position) const { return rows_.rows[row][position]; }

  /// Patterns for uncovered rows, evenly spread: `most` of them, or as many as half of the work that is left
  /// allows.
  std::vector<Pattern> propose(std::size_t most) {
    const double each = 2.0 * static_cast<double>(rows_.rows.size() * rows_.positions.size());
    const auto affordable = static_cast<std::size_t>(std::max(work_ / 2 / each, 1.0));
    const std::size_t seeds = std::min({most, affordable, uncovered_.size()});
    std::set<Pattern, ByConditions> found;
    for (std::size_t i = 0; i < seeds && (i == 0 || !stopped_); ++i)
      found.insert(grow(uncovered_[i * uncovered_.size() / seeds]));
    return {found.begin(), found.end()};
  }

  /// The pattern that a seed row grows into.
  Pattern grow(Index seed) {
    std::vector<std::size_t> kept = telling_positions(seed);
    std::sort(kept.begin(), kept.end());
    Pattern pattern;
    pattern.next = next_;
    for (const std::size_t position : kept)
      pattern.conditions.push_back(only(position, value(seed, position)));
    for (Condition& condition : pattern.conditions) widen(pattern, condition, seed);
    std::erase_if(pattern.conditions, [&](const Condition& c) { return is_full(c); });
    return pattern;
  }

  /// Few positions such that every row that leads elsewhere differs from the seed in one of them.
  std::vector<std::size_t> telling_positions(Index seed) {
    std::vector<std::size_t> kept;
    std::vector<Index> same = elsewhere_;
    while (!same.empty()) {
      std::size_t best = 0;
      std::size_t most = 0;
      for (std::size_t p = 0; p < rows_.positions.size(); ++p) {
        const auto differing = static_cast<std::size_t>(std::count_if(
            same.begin(), same.end(), [&](Index row) { return value(row, p) != value(seed, p); }));
        if (differing > most) {
          most = differing;
          best = p;
        }
      }
      charge(same.size());
      CHECK(most > 0);  // rows are distinct
      std::erase_if(same, [&](Index row) { return value(row, best) != value(seed, best); });
      kept.push_back(best);
    }
    // What was kept first may have become needless.
    for (std::size_t i = 0; kept.size() > 1 && i < kept.size();) {
      const auto slips_in = [&](Index row) {
        return std::all_of(kept.begin(), kept.end(),
                           [&](std::size_t p) { return p == kept[i] || value(row, p) == value(seed, p); });
      };
      charge(elsewhere_.size());
      if (std::none_of(elsewhere_.begin(), elsewhere_.end(), slips_in)) {
        kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(i));
      } else {
        ++i;
      }
    }
    return kept;
  }

  Condition only(std::size_t position, int allowed) const {
    Condition condition;
    condition.position = static_cast<int>(position);
    if (rows_.positions[position].ordered) {
      condition.low = condition.high = allowed;
    } else {
      condition.set = std::uint64_t{1} << allowed;
    }
    return condition;
  }

  bool is_full(const Condition& condition) const {
    const Rows::Position& position = rows_.positions[static_cast<std::size_t>(condition.position)];
    for (int v = 0; v < position.values; ++v) {
      if (!meets(position, condition, v)) return false;
    }
    return true;
  }

  /// Lets `condition` allow all values that the other conditions keep clear of rows that lead elsewhere.
  void widen(const Pattern& pattern, Condition& condition, Index seed) {
    const auto at = static_cast<std::size_t>(condition.position);
    const Rows::Position& position = rows_.positions[at];
    const int own = value(seed, at);
    int low = 0;
    int high = position.values - 1;
    std::uint64_t taken = 0;
    charge(elsewhere_.size());
    for (const Index row : elsewhere_) {
      const auto met = [&](const Condition& other) {
        const auto where = static_cast<std::size_t>(other.position);
        return where == at || meets(rows_.positions[where], other, value(row, where));
      };
      if (!std::all_of(pattern.conditions.begin(), pattern.conditions.end(), met)) continue;
      const int v = value(row, at);
      if (position.ordered) {
        if (v < own) low = std::max(low, v + 1);
        if (v > own) high = std::min(high, v - 1);
      } else {
        taken |= std::uint64_t{1} << v;
      }
    }
    condition.low = low;
    condition.high = high;
    if (!position.ordered) {
      const auto values = static_cast<unsigned>(position.values);
      const std::uint64_t all = values == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << values) - 1;
      condition = {condition.position, all & ~taken, 0, 0};
    }
  }

  /// Takes the candidates that cover the most uncovered rows, one after the other, until they add nothing.
  void pick(const std::vector<Pattern>& candidates) {
    std::vector<std::vector<Index>> covers(candidates.size());
    for (std::size_t c = 0; c < candidates.size() && !stopped_; ++c) {
      charge(uncovered_.size());
      for (const Index row : uncovered_) {
        if (matches(rows_, candidates[c], rows_.rows[row])) covers[c].push_back(row);
      }
    }
    std::vector<bool> covered(rows_.rows.size(), false);
    while (patterns_.size() < max_patterns_ && !stopped_) {
      std::size_t best = 0;
      for (std::size_t c = 0; c < covers.size(); ++c) {
        charge(covers[c].size());
        std::erase_if(covers[c], [&](Index row) { return covered[row]; });
        if (is_better(candidates[c], covers[c].size(), candidates[best], covers[best].size())) best = c;
      }
      if (covers[best].empty()) break;
      for (const Index row : covers[best]) covered[row] = true;
      patterns_.push_back(candidates[best]);
      patterns_.back().rows = covers[best].size();
    }
    std::erase_if(uncovered_, [&](Index row) { return covered[row]; });
  }

  static bool is_better(const Pattern& a, std::size_t a_rows, const Pattern& b, std::size_t b_rows) {
    return a_rows != b_rows ? a_rows > b_rows : a.conditions.size() < b.conditions.size();
  }

  void charge(std::size_t rows) {
    work_ -= static_cast<double>(rows * rows_.positions.size());
    stopped_ = stopped_ || (stop_ != nullptr && stop_->requested(1 + rows / kRowsPerCall));
    if (stopped_) work_ = 0;
  }

  const Rows& rows_;
  int next_;
  std::size_t max_patterns_;
  double work_;
  base::Stop* stop_;
  bool stopped_ = false;
  std::vector<Index> uncovered_;
  std::vector<Index> elsewhere_;
  std::vector<Pattern> patterns_;
};

/// How much there is to read: a line and every value that it names count one; lines that only differ in the
/// position that they speak of are read as one.
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

/// Which values occur at a position.
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

/// Leaves out what is said of values that never occur: patterns for readers, the same for every row.
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

bool matches(const Rows& rows, const Pattern& pattern, const std::vector<int>& row) {
  return std::all_of(pattern.conditions.begin(), pattern.conditions.end(), [&](const Condition& c) {
    const auto at = static_cast<std::size_t>(c.position);
    return meets(rows.positions[at], c, row[at]);
  });
}

namespace {

/// Whether the values that both patterns allow can add up to what those of a row do.
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
    std::tuple<bool, std::size_t, int> awkwardness;  // among equals the last state: rounds then read alike
  };
  std::vector<Class> classes;
  for (const int next : nexts) {
    if (next == otherwise) continue;
    Cover cover(rows, next, max_patterns, kWork / static_cast<double>(nexts.size()), stop);
    cover.run();
    std::vector<Pattern> patterns = cover.patterns();
    tidy(rows, patterns);
    const std::size_t cost = reading_cost(rows, patterns);
    classes.push_back({next, std::move(patterns), cover.left(), {cover.left() > 0, cost, next}});
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
