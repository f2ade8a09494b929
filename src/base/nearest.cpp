// "Did you mean ...?": the optimal string alignment distance (Levenshtein's, and neighbours may be exchanged;
// Damerau, "A technique for computer detection and correction of spelling errors", 1964), by rows of its
// table.

#include "base/nearest.h"

#include <algorithm>

namespace ggms::base {

namespace {

constexpr std::size_t kLettersPerMistake = 3;  // our choice: one mistake in three letters may be a slip
constexpr std::size_t kLongWord =
    4;                              // letters of the shortest word that may have an ending added; our choice
constexpr std::size_t kEnding = 2;  // the most letters of such an ending; our choice

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> table(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      std::size_t& best = table[i][j];
      if (i == 0 || j == 0) {
        best = i + j;
        continue;
      }
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      best = std::min({table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        best = std::min(best, table[i - 2][j - 2] + 1);
    }
  }
  return table[a.size()][b.size()];
}

}  // namespace

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known) {
  std::optional<std::string> best;
  std::size_t fewest = 0;
  for (const std::string& candidate : known) {
    const std::size_t most = std::max<std::size_t>(1, candidate.size() / kLettersPerMistake);
    const std::size_t longer = std::max(word.size(), candidate.size());
    if (longer - std::min(word.size(), candidate.size()) > most) continue;
    const std::size_t mistakes = distance(word, candidate);
    if (mistakes > most || mistakes >= longer || (best && mistakes >= fewest)) continue;
    best = candidate;
    fewest = mistakes;
  }
  if (best) return best;
  for (const std::string& candidate : known) {  // "crashes" for crash
    const bool begins = candidate.size() >= kLongWord && word.starts_with(candidate);
    if (begins && word.size() - candidate.size() <= kEnding && (!best || candidate.size() > best->size()))
      best = candidate;
  }
  return best;
}

}  // namespace ggms::base
