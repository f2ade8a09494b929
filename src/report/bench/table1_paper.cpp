// Table 1 of the GGMS paper (arXiv:2601.22369), as printed there.

#include "report/bench/table1_paper.h"

#include <algorithm>

#include "base/check.h"

namespace ggms::report {

namespace {

constexpr PaperCell kNever{};

constexpr std::array<Table1Row, 9> kPaperRows = {{
    // GGMS, MCTS+DFS, MCTS: per cent, and average, min and max in minutes.
    {"ac-2-1", "atomic-commit", 2, 1, {{{100, 15, 8, 29}, {60, 52, 25, 96}, {50, 133, 15, 301}}}},
    {"ac-3-2", "atomic-commit", 3, 2, {{{60, 813, 175, 1441}, {40, 1413, 722, 1825}, kNever}}},
    {"ac-4-1", "atomic-commit", 4, 1, {{{100, 413, 310, 630}, {20, 192, 191, 193}, {10, 184, 184, 184}}}},
    {"ac-4-2", "atomic-commit", 4, 2, {{{70, 754, 563, 938}, kNever, kNever}}},
    {"con-2-1", "consensus", 2, 1, {{{100, 8, 7, 11}, {90, 25, 3, 55}, {90, 46, 3, 180}}}},
    {"con-3-2", "consensus", 3, 2, {{{100, 118, 104, 151}, {80, 273, 148, 693}, {80, 1106, 49, 2387}}}},
    {"con-4-1", "consensus", 4, 1, {{{100, 268, 253, 280}, {70, 348, 146, 654}, {80, 328, 76, 1576}}}},
    {"con-4-2", "consensus", 4, 2, {{{90, 717, 610, 970}, {40, 1783, 1277, 2560}, {30, 678, 470, 922}}}},
    {"con-4-3", "consensus", 4, 3, {{{100, 3358, 1857, 5693}, kNever, kNever}}},
}};

}  // namespace

const std::array<Table1Row, 9>& table1_rows() {
  return kPaperRows;
}

std::vector<std::string> table1_names() {
  std::vector<std::string> names;
  for (const Table1Row& row : kPaperRows) names.emplace_back(row.name);
  return names;
}

const Table1Row& table1_row(const std::string& name) {
  const auto* const found = std::find_if(kPaperRows.begin(), kPaperRows.end(),
                                         [&](const Table1Row& row) { return row.name == name; });
  CHECK(found != kPaperRows.end());
  return *found;
}

}  // namespace ggms::report
