#pragma once

#include <array>
#include <string>
#include <vector>

namespace ggms::report {

/// The paper's numbers for one engine in one setting.
struct PaperCell {
  int success = 0;  // per cent of the runs; if 0, there are no times
  int average = 0;  // minutes, like the others; over the successful runs
  int min = 0;
  int max = 0;
};

/// One row of the paper's Table 1. All rows have failures + 1 rounds and 2 internal states.
struct Table1Row {
  const char* name;
  const char* spec;  // the specification's file in specs/, without ".smt2"
  int processes;
  int crashes;
  std::array<PaperCell, 3> paper;  // of kPaperEngines
};

inline constexpr int kTable1States = 2;

/// An engine of the paper, and the name of ours.
struct PaperEngine {
  const char* name;
  const char* ours;
};

/// The engines of the paper, best first.
inline constexpr std::array<PaperEngine, 3> kPaperEngines = {
    {{"GGMS", "ggms"}, {"MCTS+DFS", "mcts+dfs"}, {"MCTS", "mcts"}}};

/// The rows, in the paper's order.
const std::array<Table1Row, 9>& table1_rows();
std::vector<std::string> table1_names();
/// The row of one of these names.
const Table1Row& table1_row(const std::string& name);

}  // namespace ggms::report
