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

/// The moves of processes with one table in a round, as rules that a person reads from top to bottom: the
/// first rule that applies counts, and the last one applies to all remaining vectors.
struct GroupRules {
  std::vector<int> slots;    // the slots of these tables, which don't contradict each other
  Entries entries;           // the union of the tables' entries, which the rules describe
  std::uint64_t listed = 0;  // how many of the entries that can be needed the tables have together
  bool by_sender = true;  // rules speak of what each process sent; otherwise of how often each state arrived
  Rows shape;             // positions only
  Description description;  // empty if there are no entries
};

/// The rules of each round (from 0), which `ggms show` prints. They are exact for all entries of the machine.
/// If the rules for the needed entries are also right about the `unneeded` ones (sorted), the result is these
/// rules; so a machine that was completed by rules shows the same rules. If `stop` is requested, the rules
/// are longer.
std::vector<std::vector<GroupRules>> rules_of(const model::Machine& machine,
                                              const std::vector<model::Entry>& unneeded, base::Stop& stop);

/// The next state by rules about at least one entry: that of the first pattern that matches; otherwise, if
/// some entries fit no pattern, the listed one; otherwise that of the last rule.
model::State next_by(const GroupRules& rules, const model::Setting& setting, const model::Keys& keys,
                     int round, std::uint64_t key);

}  // namespace ggms::rule
