#pragma once

#include <string>
#include <vector>

#include "model/machine.h"
#include "model/problem.h"
#include "report/style.h"

namespace ggms::report {

/// Rounds of a table that read the same.
struct TableBlock {
  int first_round = 0, last_round = 0;
  std::string heading, rules;  // lines
};

/// The parts of machine_table.
struct MachineBlocks {
  std::vector<TableBlock> blocks;
  std::string legend;  // the meanings of shortened names; may be empty
};
MachineBlocks machine_blocks(const model::Problem& problem, const model::Machine& machine, const Style& style,
                             const std::vector<model::Entry>& unneeded = {});

/// The machine as a table that a person reads at a glance: per round, which received vectors lead to which
/// next state. rule::rules_of merges vectors into rules that are exact for the machine's entries. The next
/// state with the most complicated rules stands last, as "otherwise"; if the machine lacks entries, that line
/// says how many vectors have one. `unneeded`: entries that no execution needs, sorted.
std::string machine_table(const model::Problem& problem, const model::Machine& machine, const Style& style,
                          const std::vector<model::Entry>& unneeded = {});

/// "57 entries", or "57 entries (20 of them needed)" if some are not needed.
std::string entries_text(std::uint64_t entries, std::uint64_t unneeded);

}  // namespace ggms::report
