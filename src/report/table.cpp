// The machine as a table for people. Rounds whose tables read the same share a block; in vector+id so do
// processes whose tables don't contradict each other.

#include "report/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "report/table_block.h"
#include "report/words.h"

namespace ggms::report {

namespace {

/// Processes whose tables don't contradict each other, and the union of these.
struct Group {
  std::vector<int> slots;
  Entries entries;
};

std::vector<Group> grouped(const std::vector<Entries>& by_slot) {
  std::vector<Group> groups;
  for (std::size_t slot = 0; slot < by_slot.size(); ++slot) {
    const auto fits = [&](const Group& group) {
      return std::all_of(by_slot[slot].begin(), by_slot[slot].end(), [&](const auto& entry) {
        const auto it = group.entries.find(entry.first);
        return it == group.entries.end() || it->second == entry.second;
      });
    };
    auto group = std::find_if(groups.begin(), groups.end(), fits);
    if (group == groups.end()) group = groups.insert(group, Group{});
    group->slots.push_back(static_cast<int>(slot));
    group->entries.insert(by_slot[slot].begin(), by_slot[slot].end());
  }
  return groups;
}

/// What a round's block says below its heading.
std::string round_text(const model::Problem& problem, const model::Machine& machine, int round,
                       const std::vector<Entries>& by_slot, const Style& style, Legend& legend) {
  std::string text;
  const std::vector<Group> groups = grouped(by_slot);
  for (const Group& group : groups) {
    if (groups.size() > 1) text += " " + listed(process_names(group.slots, style)) + ":\n";
    if (group.entries.empty()) {
      text += "  " + dim(style, "no entries") + "\n";
    } else {
      text += block_text(problem, machine.keys(round), round, group.entries, style, legend);
    }
  }
  return text;
}

struct Block {
  int first_round = 0;
  int last_round = 0;
  std::uint64_t entries = 0;
  std::string text;
};

}  // namespace

std::string machine_table(const model::Problem& problem, const model::Machine& machine, const Style& style) {
  const int rounds = machine.setting().rounds;
  std::vector<std::vector<Entries>> tables;  // by round and slot
  for (int round = 1; round <= rounds; ++round) {
    tables.emplace_back(static_cast<std::size_t>(machine.keys(round).slots()));
  }
  for (const auto& [entry, next] : machine.entries()) {
    tables[static_cast<std::size_t>(entry.round - 1)][static_cast<std::size_t>(entry.slot)].emplace(entry.key,
                                                                                                    next);
  }
  std::vector<Block> blocks;
  Legend legend;
  for (int round = 1; round <= rounds; ++round) {
    const std::vector<Entries>& by_slot = tables[static_cast<std::size_t>(round - 1)];
    std::uint64_t entries = 0;
    for (const Entries& table : by_slot) entries += table.size();
    std::string text = round_text(problem, machine, round, by_slot, style, legend);
    if (!blocks.empty() && blocks.back().text == text) {
      blocks.back().last_round = round;
      blocks.back().entries += entries;
    } else {
      blocks.push_back({round, round, entries, std::move(text)});
    }
  }

  std::string text;
  for (const Block& block : blocks) {
    const std::string heading =
        block.first_round == block.last_round
            ? fmt::format("round {}", block.first_round)
            : fmt::format("rounds {}{}{}", block.first_round, symbols(style).dash, block.last_round);
    text += (text.empty() ? "" : "\n") + bold(style, heading) + "  " +
            dim(style, counted(block.entries, "entry")) + "\n" + block.text;
  }
  return text + legend.text(style);
}

}  // namespace ggms::report
