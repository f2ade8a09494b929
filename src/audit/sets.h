// The words of a refutation that speak of sets of received vectors: what a receiver may become that can find
// any vector of a set, and which states were used by then.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "audit/clauses.h"
#include "audit/file.h"
#include "audit/text_reader.h"

namespace ggms::audit {

/// Reads the lines `set`, `outcome` and `used`, and checks the clauses whose reasons are what these variables
/// say. Members that check a clause throw base::Error with a reason if it does not follow.
class Sets {
 public:
  /// The number of the entry with this received vector, if a variable speaks of it.
  using EntryOf = std::function<std::optional<std::size_t>(int round, int process, const Received& received)>;

  /// All have to outlive it.
  Sets(const Protocol& protocol, Vocabulary& vocabulary, EntryOf entry_of)
      : protocol_(protocol), vocabulary_(vocabulary), entry_of_(std::move(entry_of)) {}

  /// Hears of each entry, in the order in which the file first speaks of them. `process`: 0 where the table
  /// is the same for all.
  void note_entry(int round, int process, std::size_t entry);

  void read_set(const TextReader& reader, const std::vector<std::string_view>& words);
  void read_outcome(const TextReader& reader, const std::vector<std::string_view>& words);
  void read_used(const TextReader& reader, const std::vector<std::string_view>& words);

  std::size_t size() const { return sets_.size(); }
  int round_of(std::size_t set) const { return sets_[set].round; }
  int process_of(std::size_t set) const { return sets_[set].process; }
  const std::set<Received>& vectors_of(std::size_t set) const { return sets_[set].vectors; }

  /// Whether some vector of the set moves to `next` wherever the clause is false.
  bool moves(std::size_t set, int next, const Denied& denied) const;

  /// "Some vector of the set moves to this state", because this vector, or one of that smaller set, does.
  void check_member(const Denied& denied) const;
  /// "One of the first entries moves to this state", only if one of fewer does, or the last of them.
  void check_used(const Denied& denied) const;
  /// An entry moves to state v > 0 only if an earlier one moves to v - 1. Returns the round and process of
  /// the entry.
  std::pair<int, int> check_order(const Denied& denied) const;
  /// Whether an entry is the first of its round and process.
  bool is_first(std::size_t entry) const { return place_.at(entry).second == 0; }

 private:
  struct Set {
    int round = 0;
    int process = 0;  // 0 where the table is the same for all
    std::set<Received> vectors;
  };
  struct Outcome {
    std::size_t set = 0;
    int next = 0;
  };
  struct Used {
    int round = 0;
    int process = 0;
    std::size_t count = 0;  // of entries
    int state = 0;
    auto operator<=>(const Used&) const = default;
  };
  using Place =
      std::pair<std::pair<int, int>, std::size_t>;  // round and process, and the number among their entries

  int read_process(const TextReader& reader, std::string_view word) const;
  bool takes(std::size_t entry, int next, const Denied& denied) const;

  const Protocol& protocol_;
  Vocabulary& vocabulary_;
  EntryOf entry_of_;
  std::vector<Set> sets_;
  std::vector<Outcome> outcomes_;
  std::vector<Used> used_;
  std::map<std::pair<int, int>, std::vector<std::size_t>> orders_;  // entries by round and process
  std::map<std::size_t, Place> place_;                              // by entry
};

}  // namespace ggms::audit
