// Turns a machine's tables into rules for people. In vector+id it describes processes together if their
// tables don't contradict each other. Rules speak of what each process sent or, if that is enough and
// shorter, of how often each state arrives (patterns.h).

#include "rule/group_rules.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/check.h"
#include "model/vectors.h"

namespace ggms::rule {

namespace {

constexpr std::size_t kMaxPatterns =
    24;  // lines for one next state of one block; more would not be readable at a glance

/// A slot's entries of one round, for each slot.
using Tables = std::vector<Entries>;

bool is_by_sender(const model::Setting& setting) {
  return setting.view == model::View::kVector || setting.view == model::View::kVectorId;
}

/// The row by sender: the state that it sent, 0 if the message was lost.
std::vector<int> sender_row(const model::Received& received) {
  std::vector<int> row = received.by_sender;
  for (int& value : row) ++value;
  return row;
}

/// The row of counts: how often each of the round's states arrived, how many messages were lost, and the own
/// state if the view has it.
std::vector<int> count_row(const model::Received& received, const model::Setting& setting, int letters) {
  std::vector<int> row = received.counts;
  if (row.empty()) {
    row.assign(static_cast<std::size_t>(letters) + 1, 0);
    for (const int state : received.by_sender)
      ++row[static_cast<std::size_t>(state == model::Received::kLost ? letters : state)];
  }
  if (setting.view == model::View::kCountsOwn) row.push_back(received.own);
  return row;
}

Rows sender_rows(const Entries& entries, const model::Setting& setting, const model::Keys& keys,
                 int letters) {
  Rows rows;
  rows.positions.assign(static_cast<std::size_t>(setting.processes), {letters + 1, false});
  for (const auto& [key, next] : entries) {
    rows.rows.push_back(sender_row(keys.decode(key)));
    rows.next.push_back(next);
  }
  return rows;
}

/// The table as rows of counts; nullopt if counts don't decide the next state.
std::optional<Rows> count_rows(const Entries& entries, const model::Setting& setting, const model::Keys& keys,
                               int letters) {
  std::map<std::vector<int>, int> next_of;
  for (const auto& [key, next] : entries) {
    if (next_of.emplace(count_row(keys.decode(key), setting, letters), next).first->second != next)
      return std::nullopt;
  }
  Rows rows;
  rows.positions.assign(static_cast<std::size_t>(letters) + 1, {setting.processes + 1, true});
  rows.sum = setting.processes;
  if (setting.view == model::View::kCountsOwn) rows.positions.push_back({letters, false});
  for (const auto& [row, next] : next_of) {
    rows.rows.push_back(row);
    rows.next.push_back(next);
  }
  return rows;
}

void describe(GroupRules& rules, const model::Setting& setting, const model::Keys& keys, int letters,
              base::Stop& stop) {
  rules.by_sender = is_by_sender(setting);
  if (rules.entries.empty()) return;
  const auto cost = [](const Description& d) { return std::make_pair(!d.left_out.empty(), d.cost); };
  if (rules.by_sender) {
    const Rows rows = sender_rows(rules.entries, setting, keys, letters);
    rules.description = describe_rows(rows, kMaxPatterns, std::nullopt, &stop);
    rules.shape.positions = rows.positions;
  }
  const std::optional<Rows> counts = count_rows(rules.entries, setting, keys, letters);
  if (!counts) return;
  Description by_count = describe_rows(*counts, kMaxPatterns, std::nullopt, &stop);
  if (rules.by_sender && cost(by_count) >= cost(rules.description)) return;
  rules.by_sender = false;
  rules.description = std::move(by_count);
  rules.shape.positions = counts->positions;
  rules.shape.sum = counts->sum;
}

/// Groups of slots whose tables don't contradict each other, each with the union of its tables.
std::vector<GroupRules> grouped(const Tables& tables) {
  std::vector<GroupRules> groups;
  for (std::size_t slot = 0; slot < tables.size(); ++slot) {
    const auto fits = [&](const GroupRules& group) {
      return std::all_of(tables[slot].begin(), tables[slot].end(), [&](const auto& entry) {
        const auto it = group.entries.find(entry.first);
        return it == group.entries.end() || it->second == entry.second;
      });
    };
    auto group = std::find_if(groups.begin(), groups.end(), fits);
    if (group == groups.end()) group = groups.insert(group, GroupRules{});
    group->slots.push_back(static_cast<int>(slot));
    group->entries.insert(tables[slot].begin(), tables[slot].end());
  }
  return groups;
}

/// The rules of one round.
class RoundRules {
 public:
  RoundRules(const model::Machine& machine, int round, base::Stop& stop)
      : setting_(machine.setting()),
        keys_(machine.keys(round)),
        round_(round),
        letters_(setting_.alphabet(round - 1)),
        stop_(stop) {}

  std::vector<GroupRules> of(const Tables& tables) const {
    std::vector<GroupRules> groups = grouped(tables);
    for (GroupRules& group : groups) describe(group, setting_, keys_, letters_, stop_);
    return groups;
  }

  /// Whether rules that were made from other tables are right about these.
  bool agree(const std::vector<GroupRules>& groups, const Tables& tables) const {
    return std::all_of(groups.begin(), groups.end(), [&](const GroupRules& group) {
      return std::all_of(group.slots.begin(), group.slots.end(), [&](int slot) {
        const Entries& table = tables[static_cast<std::size_t>(slot)];
        return std::all_of(table.begin(), table.end(), [&](const auto& entry) {
          return !group.entries.empty() &&
                 next_by(group, setting_, keys_, round_, entry.first) == entry.second;
        });
      });
    });
  }

  void count_listed(std::vector<GroupRules>& groups, const Tables& tables) const {
    for (GroupRules& group : groups) {
      for (const int slot : group.slots) {
        for (const auto& [key, next] : tables[static_cast<std::size_t>(slot)])
          group.listed += why_impossible(keys_.decode(key), setting_, round_, slot) ? 0 : 1;
      }
    }
  }

 private:
  const model::Setting& setting_;
  const model::Keys& keys_;
  int round_;
  int letters_;
  base::Stop& stop_;
};

}  // namespace

std::vector<std::vector<GroupRules>> rules_of(const model::Machine& machine,
                                              const std::vector<model::Entry>& unneeded, base::Stop& stop) {
  const int rounds = machine.setting().rounds;
  std::vector<Tables> all;  // by round
  for (int round = 1; round <= rounds; ++round)
    all.emplace_back(static_cast<std::size_t>(machine.keys(round).slots()));
  std::vector<Tables> needed = all;
  for (const auto& [entry, next] : machine.entries()) {
    const auto round = static_cast<std::size_t>(entry.round - 1);
    const auto slot = static_cast<std::size_t>(entry.slot);
    all[round][slot].emplace(entry.key, next);
    if (!std::binary_search(unneeded.begin(), unneeded.end(), entry))
      needed[round][slot].emplace(entry.key, next);
  }
  std::vector<std::vector<GroupRules>> rules;
  for (int round = 1; round <= rounds; ++round) {
    const auto index = static_cast<std::size_t>(round - 1);
    const RoundRules of_round(machine, round, stop);
    std::vector<GroupRules> groups = of_round.of(needed[index]);
    if (!unneeded.empty() && !of_round.agree(groups, all[index])) groups = of_round.of(all[index]);
    of_round.count_listed(groups, all[index]);
    rules.push_back(std::move(groups));
  }
  return rules;
}

model::State next_by(const GroupRules& rules, const model::Setting& setting, const model::Keys& keys,
                     int round, std::uint64_t key) {
  const model::Received received = keys.decode(key);
  const std::vector<int> row =
      rules.by_sender ? sender_row(received) : count_row(received, setting, setting.alphabet(round - 1));
  const std::vector<Pattern>& patterns = rules.description.patterns;
  const auto first = std::find_if(patterns.begin(), patterns.end(),
                                  [&](const Pattern& pattern) { return matches(rules.shape, pattern, row); });
  if (first != patterns.end()) return static_cast<model::State>(first->next);
  const auto listed = rules.entries.find(key);
  if (!rules.description.left_out.empty() && listed != rules.entries.end()) return listed->second;
  return static_cast<model::State>(rules.description.otherwise);
}

}  // namespace ggms::rule
