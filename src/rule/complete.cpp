// Makes total machines, which have every entry that a process could need under any adversary. A found machine
// has only the entries that a process needs under its own adversary, but its rules give a next state for
// every vector. This file fills in the missing entries by these rules.

#include "rule/complete.h"

#include "base/check.h"
#include "base/error.h"
#include "model/vectors.h"
#include "rule/group_rules.h"

namespace ggms::rule {

namespace {

constexpr model::State kWithoutRules = 0;  // the next state in a round that has no entries

/// Gives `total` every entry of one slot in a round. False if stopped.
bool fill(model::Machine& total, const model::Machine& machine, const GroupRules& rules, int round, int slot,
          base::Stop& stop) {
  const model::Setting& setting = machine.setting();
  const model::Keys& keys = machine.keys(round);
  return for_each_possible_vector(setting, round, slot, [&](const model::Received& received) {
    const std::uint64_t key = keys.encode(received);
    const model::State next =
        rules.entries.empty() ? kWithoutRules : next_by(rules, setting, keys, round, key);
    const model::Entry entry{round, slot, key};
    const model::State listed = machine.next(entry);
    CHECK(listed == model::Machine::kUndefined || listed == next);  // rules are exact for existing entries
    total.set(entry, next);
    return !stop.requested();
  });
}

}  // namespace

void require_completable(const model::Setting& setting) {
  const std::optional<std::uint64_t> entries = possible_entries(setting);
  if (entries && *entries <= kMaxTotalEntries) return;
  throw base::Error(
      "a total machine has " + (entries ? std::to_string(*entries) : std::string("more than 2^64")) +
      " entries in this setting; " + std::to_string(kMaxTotalEntries) + " are the most that are filled in");
}

std::optional<model::Machine> completed(const model::Machine& machine,
                                        const std::vector<model::Entry>& unneeded, base::Stop& stop) {
  const model::Setting& setting = machine.setting();
  require_completable(setting);
  model::Machine total(setting);
  const std::vector<std::vector<GroupRules>> rules = rules_of(machine, unneeded, stop);
  if (stop.requested_now()) return std::nullopt;
  for (int round = 1; round <= setting.rounds; ++round) {
    for (const GroupRules& group : rules[static_cast<std::size_t>(round - 1)]) {
      for (const int slot : group.slots) {
        if (!fill(total, machine, group, round, slot, stop)) return std::nullopt;
      }
    }
  }
  return total;
}

}  // namespace ggms::rule
