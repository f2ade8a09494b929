// Chooses the entry that GGMS Algorithm 4 freezes next. Entries of later rounds go first, because the value
// of a move in an earlier round depends on them. Entries with fewer lost messages go first, because more runs
// need them.

#include "search/ambiguity.h"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace ggms::search {

Ambiguity most_ambiguous(const Buffer& buffer, const Entries& entries, const FreezeStack& frozen,
                         double p_min, double diff_max) {
  Ambiguity result;
  std::pair<int, int> first_rank;  // (-round, lost) of `ambiguous`
  double least_difference = 0;
  for (const EntryId entry : buffer.entries()) {
    if (frozen.is_frozen(entry)) continue;
    std::vector<double> means;
    for (int next = 0; next < entries.outputs(entry); ++next) means.push_back(buffer.mean(entry, next));
    if (means.size() < 2) continue;
    std::sort(means.begin(), means.end(), std::greater<>());
    const double difference = means[0] - means[1];
    if (!result.least_clear || difference < least_difference) {
      result.least_clear = entry;
      least_difference = difference;
    }
    if (means[1] < p_min || difference > diff_max) continue;
    const std::pair rank(-entries.round(entry), entries.lost(entry));
    if (!result.ambiguous || rank < first_rank) {
      result.ambiguous = entry;
      first_rank = rank;
    }
  }
  return result;
}

}  // namespace ggms::search
