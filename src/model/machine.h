#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <tsl/robin_map.h>

#include "base/stop.h"
#include "model/keys.h"
#include "model/setting.h"

namespace ggms::model {

/// Names a table entry: the round (1-based), the slot (the process in vector+id, else 0) and the received
/// vector's key.
struct Entry {
  int round = 0;
  int slot = 0;
  std::uint64_t key = 0;
  auto operator<=>(const Entry&) const = default;
};

/// Whether the list is sorted by entry and has each entry once.
bool are_sorted_and_distinct(const std::vector<std::pair<Entry, State>>& moves);

/// A hash for tables of entries; the tables compare whole entries.
struct HashEntry {
  std::size_t operator()(const Entry& entry) const {
    const std::size_t where =
        static_cast<std::size_t>(entry.round) << 32 | static_cast<std::size_t>(entry.slot);
    const std::size_t hash = (entry.key ^ where << 20) * 0x9E3779B97F4A7C15ULL;  // 2^64 / golden ratio, odd
    return hash ^ hash >> 32;
  }
};

/// A state machine: `next = transition(round, [process], received vector)`, possibly with entries missing.
class Machine {
 public:
  /// Never a state: the entry is missing.
  static constexpr State kUndefined = 0xFF;
  static_assert(kMaxStates < kUndefined);

  explicit Machine(const Setting& setting);

  const Setting& setting() const { return setting_; }
  const Keys& keys(int round) const { return keys_[static_cast<std::size_t>(round - 1)]; }

  /// The next state, or kUndefined if the entry is missing.
  State next(const Entry& entry) const { return table(entry.round, entry.slot).get(entry.key); }
  void set(const Entry& entry, State next);

  /// Every entry of the machine with its next state, sorted.
  std::vector<std::pair<Entry, State>> entries() const;
  /// The same; throws base::Stopped once `stop` is requested.
  std::vector<std::pair<Entry, State>> entries(base::Stop& stop) const;

  /// From now on, entries of the round that are not set give `state`. For engines, which suppose a state for
  /// entries that they have not decided.
  void suppose(int round, State state);

  /// The table of one round and slot, for loops that look up many keys.
  class Table {
   public:
    explicit Table(std::uint64_t span);
    State get(std::uint64_t key) const {
      if (!dense_.empty()) return dense_[key] == kUndefined ? otherwise_ : dense_[key];
      const auto it = sparse_.find(key);
      return it == sparse_.end() ? otherwise_ : it->second;
    }

   private:
    friend class Machine;
    void set(std::uint64_t key, State next);

    std::uint64_t span_;
    std::vector<State> dense_;  // if there are few possible keys, or many of them are set; otherwise empty
    tsl::robin_map<std::uint64_t, State> sparse_;
    State otherwise_ = kUndefined;
  };

  const Table& table(int round, int slot) const {
    return tables_[static_cast<std::size_t>(round - 1)][static_cast<std::size_t>(slot)];
  }

 private:
  std::vector<std::pair<Entry, State>> unsorted_entries() const;

  Setting setting_;
  std::vector<Keys> keys_;                  // per round
  std::vector<std::vector<Table>> tables_;  // per round and slot
};

}  // namespace ggms::model
