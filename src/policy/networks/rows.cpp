// Folds equal rows of a batch into one. The transformer without positions can't tell permutations of a row
// apart (GGMS relies on that: its tables are full of them), so it would compute the same answer up to length!
// times. Folding also makes these answers equal to the last bit, not just up to rounding. Within a row, equal
// tokens ask once.

#include "policy/networks/rows.h"

#include <algorithm>
#include <map>

namespace ggms::policy {

Rows fold(const Shape& shape, const Batch& batch, bool sequence) {
  const auto length = static_cast<std::ptrdiff_t>(shape.length);
  Rows rows;
  rows.length = shape.length;
  rows.row_of.reserve(batch.rows());
  std::map<std::vector<std::int64_t>, std::size_t> seen;
  for (auto at = batch.tokens.begin(); at != batch.tokens.end(); at += length) {
    std::vector<std::int64_t> row(at, at + length);
    if (!sequence) std::ranges::sort(row);
    const auto [found, is_new] = seen.try_emplace(std::move(row), seen.size());
    if (is_new) rows.tokens.insert(rows.tokens.end(), found->first.begin(), found->first.end());
    rows.row_of.push_back(found->second);
  }
  return rows;
}

void find_queries(Rows& rows) {
  const auto length = static_cast<std::size_t>(rows.length);
  rows.queries.clear();
  for (std::size_t i = 0; i < rows.tokens.size(); ++i) {
    const std::size_t row = i / length;
    if (rows.queries.empty() || rows.queries.back().row != row || rows.queries.back().token != rows.tokens[i])
      rows.queries.push_back({row, rows.tokens[i], 0});
    ++rows.queries.back().times;
  }
}

}  // namespace ggms::policy
