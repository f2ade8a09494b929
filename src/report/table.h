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
  std::string legend;  // what shortened names stand for; may be empty
};
MachineBlocks machine_blocks(const model::Problem& problem, const model::Machine& machine, const Style& style,
                             const std::vector<model::Entry>& unneeded = {});

/// The machine as a table that a person reads at a glance: per round, which received vectors lead to which
/// next state. Vectors are merged into rules (rule::rules_of) that are exact for the entries that the
/// machine has. The most awkward next state of a round stands last, as "otherwise"; where the machine lacks
/// entries, that line says how many vectors have one. `unneeded`: entries that no execution needs, sorted.
std::string machine_table(const model::Problem& problem, const model::Machine& machine, const Style& style,
                          const std::vector<model::Entry>& unneeded = {});

/// "57 entries", or "57 entries (20 of them needed)" where some are not.
std::string entries_text(std::uint64_t entries, std::uint64_t unneeded);

}  // namespace ggms::report
