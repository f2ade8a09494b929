// The transition tables, one per round and slot. A table is an array if there are few possible keys, and a
// hash map if there are many. In between, the table begins as a map and becomes an array once the map is no
// smaller; so tables that stay empty (a file may have thousands) take no memory.

#include "model/machine.h"

#include <algorithm>

#include "base/check.h"
#include "base/stopped.h"

namespace ggms::model {

namespace {

constexpr std::uint64_t kAlwaysDense = std::uint64_t{1}
                                       << 12;  // entries (bytes) of an array that a table has from the start
constexpr std::uint64_t kMaxDense = std::uint64_t{1} << 20;  // entries (bytes) of the largest array
constexpr std::uint64_t kSparseBytes = 32;                   // about what an entry of the map takes

}  // namespace

bool are_sorted_and_distinct(const std::vector<std::pair<Entry, State>>& moves) {
  return std::adjacent_find(moves.begin(), moves.end(),
                            [](const auto& a, const auto& b) { return a.first >= b.first; }) == moves.end();
}

Machine::Table::Table(std::uint64_t span) : span_(span) {
  if (span <= kAlwaysDense) dense_.assign(span, kUndefined);
}

void Machine::Table::set(std::uint64_t key, State next) {
  if (dense_.empty() && span_ <= kMaxDense && sparse_.size() >= span_ / kSparseBytes) {
    dense_.assign(span_, kUndefined);
    for (const auto& [old_key, old_next] : sparse_) dense_[old_key] = old_next;
    ASSERT(span_ - static_cast<std::uint64_t>(std::count(dense_.begin(), dense_.end(), kUndefined)) ==
           sparse_.size());
    sparse_ = {};
  }
  if (dense_.empty()) {
    sparse_[key] = next;
  } else {
    dense_[key] = next;
  }
}

Machine::Machine(const Setting& setting) : setting_(setting) {
  for (int round = 1; round <= setting.rounds; ++round) {
    keys_.emplace_back(setting, round);
    tables_.emplace_back(static_cast<std::size_t>(keys_.back().slots()), Table(keys_.back().span()));
  }
}

void Machine::set(const Entry& entry, State next) {
  ASSERT(entry.key < keys(entry.round).span());
  ASSERT(next < setting_.alphabet(entry.round));
  tables_[static_cast<std::size_t>(entry.round - 1)][static_cast<std::size_t>(entry.slot)].set(entry.key,
                                                                                               next);
}

void Machine::suppose(int round, State state) {
  for (Table& table : tables_[static_cast<std::size_t>(round - 1)]) table.otherwise_ = state;
}

std::vector<std::pair<Entry, State>> Machine::entries() const {
  std::vector<std::pair<Entry, State>> all = unsorted_entries();
  std::sort(all.begin(), all.end());
  ASSERT(are_sorted_and_distinct(all));
  return all;
}

std::vector<std::pair<Entry, State>> Machine::entries(base::Stop& stop) const {
  std::vector<std::pair<Entry, State>> all = unsorted_entries();
  base::sort(all, stop);
  ASSERT(are_sorted_and_distinct(all));
  return all;
}

std::vector<std::pair<Entry, State>> Machine::unsorted_entries() const {
  std::vector<std::pair<Entry, State>> all;
  for (int round = 1; round <= setting_.rounds; ++round) {
    for (int slot = 0; slot < keys(round).slots(); ++slot) {
      const Table& entries = table(round, slot);
      for (std::uint64_t key = 0; key < entries.dense_.size(); ++key) {
        if (entries.dense_[key] != kUndefined) all.emplace_back(Entry{round, slot, key}, entries.dense_[key]);
      }
      for (const auto& [key, next] : entries.sparse_) all.emplace_back(Entry{round, slot, key}, next);
    }
  }
  return all;
}

}  // namespace ggms::model
