// Prints the machine as a table for people. Rounds whose rules read the same share a block. In vector+id,
// processes whose tables don't contradict each other share a block too.

#include "report/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "model/vectors.h"
#include "report/table_block.h"
#include "report/words.h"
#include "rule/group_rules.h"

namespace ggms::report {

namespace {

using Groups = std::vector<rule::GroupRules>;

/// How many vectors a process can receive, and how many of them have an entry.
Coverage coverage_of(const model::Setting& setting, int round, const rule::GroupRules& group) {
  const std::uint64_t vectors = model::possible_vectors(setting, round);
  const bool fits = vectors <= std::numeric_limits<std::uint64_t>::max() / group.slots.size();
  return {group.listed, fits ? vectors * group.slots.size() : 0};
}

/// A block of rounds that read the same.
struct Block {
  int first_round = 0;
  int last_round = 0;
  std::uint64_t entries = 0;
  std::uint64_t unneeded = 0;
  std::string rules;               // the text without coverages, because these differ between rounds
  std::vector<Coverage> coverage;  // per group, the sum over all rounds
};

/// Adds coverages; a sum past 64 bits stays marked as such.
void add(Coverage& sum, const Coverage& more) {
  const bool fits = sum.possible != 0 && more.possible != 0 &&
                    more.possible <= std::numeric_limits<std::uint64_t>::max() - sum.possible;
  sum = {sum.listed + more.listed, fits ? sum.possible + more.possible : 0};
}

/// Adds a round that reads the same to the last block.
void extend(Block& last, const Block& block) {
  last.last_round = block.last_round;
  last.entries += block.entries;
  last.unneeded += block.unneeded;
  for (std::size_t i = 0; i < block.coverage.size(); ++i) add(last.coverage[i], block.coverage[i]);
}

/// Writes the text below the heading of a round's block.
class RoundText {
 public:
  RoundText(const model::Problem& problem, const Style& style, Legend& legend)
      : problem_(problem), style_(style), legend_(legend) {}

  std::string write(int round, const Groups& groups, const std::vector<Coverage>& coverage) {
    std::string text;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      const rule::GroupRules& group = groups[i];
      if (groups.size() > 1) text += " " + listed(process_names(group.slots, style_)) + ":\n";
      text += group.entries.empty() ? "  " + dim(style_, "no entries") + "\n"
                                    : block_text(problem_, round, group, coverage[i], style_, legend_);
    }
    return text;
  }

 private:
  const model::Problem& problem_;
  const Style& style_;
  Legend& legend_;
};

std::string heading(const Block& block, const Style& style) {
  const std::string rounds =
      block.first_round == block.last_round
          ? fmt::format("round {}", block.first_round)
          : fmt::format("rounds {}{}{}", block.first_round, symbols(style).dash, block.last_round);
  return bold(style, rounds) + "  " + dim(style, entries_text(block.entries, block.unneeded)) + "\n";
}

}  // namespace

std::string entries_text(std::uint64_t entries, std::uint64_t unneeded) {
  if (unneeded == 0) return counted(entries, "entry");
  return fmt::format("{} ({} of them needed)", counted(entries, "entry"), number(entries - unneeded));
}

MachineBlocks machine_blocks(const model::Problem& problem, const model::Machine& machine, const Style& style,
                             const std::vector<model::Entry>& unneeded) {
  const model::Setting& setting = machine.setting();
  base::Stop never;
  const std::vector<Groups> rules = rule::rules_of(machine, unneeded, never);
  std::vector<Block> rounds(rules.size());  // one block per round
  for (const auto& [entry, next] : machine.entries())
    ++rounds[static_cast<std::size_t>(entry.round - 1)].entries;
  for (const model::Entry& entry : unneeded) ++rounds[static_cast<std::size_t>(entry.round - 1)].unneeded;

  std::vector<Block> blocks;
  Legend legend;
  RoundText writer(problem, style, legend);
  for (int round = 1; round <= setting.rounds; ++round) {
    const Groups& groups = rules[static_cast<std::size_t>(round - 1)];
    Block block = std::move(rounds[static_cast<std::size_t>(round - 1)]);
    block.first_round = block.last_round = round;
    block.rules = writer.write(round, groups, std::vector<Coverage>(groups.size()));
    for (const rule::GroupRules& group : groups) block.coverage.push_back(coverage_of(setting, round, group));
    if (blocks.empty() || blocks.back().rules != block.rules) {
      blocks.push_back(std::move(block));
    } else {
      extend(blocks.back(), block);
    }
  }

  MachineBlocks result;
  for (const Block& block : blocks) {
    const Groups& groups = rules[static_cast<std::size_t>(block.first_round - 1)];
    result.blocks.push_back({block.first_round, block.last_round, heading(block, style),
                             writer.write(block.first_round, groups, block.coverage)});
  }
  result.legend = legend.text(style);
  return result;
}

std::string machine_table(const model::Problem& problem, const model::Machine& machine, const Style& style,
                          const std::vector<model::Entry>& unneeded) {
  const MachineBlocks parts = machine_blocks(problem, machine, style, unneeded);
  std::string text;
  for (const TableBlock& block : parts.blocks)
    text += (text.empty() ? "" : "\n") + block.heading + block.rules;
  return text + parts.legend;
}

}  // namespace ggms::report
