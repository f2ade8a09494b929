// What the variables of a refutation about tables say: moves of table entries, configurations that are
// reached, and what sets of vectors may lead to.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "audit/clauses.h"
#include "audit/reasons.h"
#include "audit/replay.h"
#include "audit/sets.h"

namespace ggms::audit {

/// A configuration that some execution reaches.
struct NamedConfiguration {
  int variable = 0;  // 0: executions begin with it
  int boundary = 0;
  std::size_t start = 0;  // the initial values from which it is reached, by number
  Moment moment;          // in which at most these losses are used up
};

class TableMeanings {
 public:
  using Key = std::tuple<int, int, Received>;  // round, process (0: all), what is received

  /// Reads the text. Throws base::Error if it makes no sense. `basis` has to live as long.
  TableMeanings(const Basis& basis, const std::string& text, const std::string& file_name);

  const Vocabulary& vocabulary() const { return vocabulary_; }
  const Sets& sets() const { return sets_; }
  const Key& key(std::size_t entry) const { return keys_[entry]; }
  /// The number of an entry, if a variable speaks of it.
  std::optional<std::size_t> entry_of(int round, int process, const Received& received) const;
  const std::vector<std::vector<int>>& start(std::size_t number) const { return starts_[number]; }
  const NamedConfiguration& configuration(std::size_t number) const { return configurations_[number]; }
  /// The configuration of this number; fails through the reader if there is none.
  const NamedConfiguration& configuration(const TextReader& reader, std::string_view word) const;

  /// The part of a run that configurations keep: the number of crashes of each kind, but not which process
  /// had which, and no open fact.
  Moment seen(Moment moment) const;

 private:
  void read_move(const TextReader& reader, const std::vector<std::string_view>& words);
  void read_start(const TextReader& reader, const std::vector<std::string_view>& words);
  void read_configuration(const TextReader& reader, const std::vector<std::string_view>& words);
  void require_start(const TextReader& reader, const NamedConfiguration& configuration) const;

  const Protocol& protocol_;
  const Carried carried_;
  Vocabulary vocabulary_;
  Sets sets_;
  std::map<Key, std::size_t> entries_;
  std::vector<Key> keys_;                              // of the entries
  std::vector<std::vector<std::vector<int>>> starts_;  // sets of initial vectors, sorted
  std::vector<NamedConfiguration> configurations_;
};

}  // namespace ggms::audit
