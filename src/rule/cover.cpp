// Covers rows by few exact patterns: greedy two-level logic minimisation in the manner of ESPRESSO (Brayton
// et al., 1984). To turn a seed row into a pattern, the search keeps the fewest of its values that tell it
// from every row that leads elsewhere (a hitting set), and then widens each kept value as far as no such row
// matches. Rows that are not in the table are don't-cares. The search then picks the patterns that cover the
// most new rows.

#include "rule/cover.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "base/check.h"

namespace ggms::rule {

namespace {

constexpr std::size_t kProbes = 64;
constexpr std::size_t kRowsPerCall = 64;  // rows between two calls of Stop::requested(): about a microsecond

using Index = std::uint32_t;

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
class CoverSearch {
 public:
  CoverSearch(const Rows& rows, int next, std::size_t max_patterns, double work, base::Stop* stop)
      : rows_(rows), next_(next), max_patterns_(max_patterns), work_(work), stop_(stop) {
    for (Index i = 0; i < rows.rows.size(); ++i)
      (rows.next[i] == next ? uncovered_ : elsewhere_).push_back(i);
  }

  /// A few probes solve a simple table; any other table gets all the allowed work.
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

  Cover cover() const { return {patterns_, uncovered_.size()}; }

 private:
  int value(Index row, std::size_t position) const { return rows_.rows[row][position]; }

  /// Patterns for evenly spread uncovered rows: `most` of them, or as many as half of the remaining work
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
    // Positions that were kept first may have become superfluous.
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

  /// Lets `condition` allow every value with which the pattern still matches no row that leads elsewhere.
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

}  // namespace

Cover cover_of(const Rows& rows, int next, std::size_t max_patterns, double work, base::Stop* stop) {
  CoverSearch search(rows, next, max_patterns, work, stop);
  search.run();
  return search.cover();
}

}  // namespace ggms::rule
