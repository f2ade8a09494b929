#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "base/stop.h"
#include "model/machine.h"
#include "rule/patterns.h"

namespace ggms::rule {

/// Entries of one round: key to next state.
using Entries = std::map<std::uint64_t, model::State>;

/// What processes with one table do in a round, as rules that a person reads from top to bottom: the first
/// that holds counts, and the last one holds of what is left.
struct GroupRules {
  std::vector<int> slots;    // whose tables these are: they don't contradict each other
  Entries entries;           // of all of them: what the rules are about
  std::uint64_t listed = 0;  // how many entries, of those that can be needed, the tables have together
  bool by_sender = true;     // rules speak of who sent what; else of how often what arrived
  Rows shape;                // positions only
  Description description;   // of nothing where there are no entries
};

/// The rules of each round (from 0), which `ggms show` prints. They are exact for all entries of the machine.
/// Where the rules of the entries that an execution needs are right about the `unneeded` ones (sorted) as
/// well, they are these: what was filled in by rules reads like these rules. `stop` requested: they are
/// longer.
std::vector<std::vector<GroupRules>> rules_of(const model::Machine& machine,
                                              const std::vector<model::Entry>& unneeded, base::Stop& stop);

/// The next state by rules about at least one entry: of the first pattern that matches; else, where some fit
/// none, what is listed; else of the last rule.
model::State next_by(const GroupRules& rules, const model::Setting& setting, const model::Keys& keys,
                     int round, std::uint64_t key);

}  // namespace ggms::rule
