// Explores all executions of a protocol, and tells one of them in words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "audit/configuration.h"
#include "audit/file.h"
#include "audit/poll.h"
#include "audit/properties.h"
#include "audit/step.h"

namespace ggms::audit {

/// The configurations after some number of rounds, each with the initial vectors (numbers, sorted) that lead
/// there.
using Boundary = std::map<Configuration, std::vector<std::uint32_t>>;

/// All executions of a protocol, breadth first.
class Runs {
 public:
  Runs(Protocol protocol, Watched watched, Poll poll);

  enum class End { kDone, kMissingEntry, kNotListed, kStopped, kTooLarge };
  End explore();
  /// Takes the list for all reachable configurations, and checks that: every configuration that a run starts
  /// from is listed, and so is every one that follows a listed one. Looks at no others.
  End check(std::vector<Boundary> listed);

  /// By number of rounds, 0..rounds, as far as explore() got.
  const std::vector<Boundary>& boundaries() const { return boundaries_; }
  std::uint64_t configurations() const { return configurations_; }
  std::uint64_t used_transitions() const;
  const Protocol& protocol() const { return protocol_; }
  /// The facts that configurations keep for the properties.
  const Watched& watched() const { return watched_; }
  /// The number of initial vectors if configurations don't have the initial values themselves, otherwise 1.
  std::uint64_t starts() const;
  /// Whether the configuration has no more picked processes than the faults allow.
  bool may_pick(const Configuration& configuration) const;
  /// Whether the `who` of a group is a process.
  bool apart() const { return stepper_.apart(); }

  /// What properties see of a final configuration that was reached from the given initial values.
  Outcome outcome(const Configuration& last, std::uint32_t start) const;
  /// The same for one of its groups.
  Kind kind(const Configuration& last, std::size_t group, std::uint32_t start) const;

  /// An execution that ends in a configuration of a boundary, in words: initial values and picked processes,
  /// then the events of each round.
  std::string story(std::size_t boundary, const Configuration& end, std::uint32_t start);
  /// An execution that needs the missing entry, in words.
  std::string story_of_missing();
  /// The entry or the configuration that check() found missing, in words.
  const std::string& gap() const { return gap_; }

 private:
  struct TooLarge {};  // thrown out of innermost loops, as Stopped is

  void add_starts();
  std::optional<std::uint32_t> unlisted(std::size_t boundary, const Configuration& configuration,
                                        const std::vector<std::uint32_t>& starts) const;
  void check_round(int round, const Configuration& from, const std::vector<std::uint32_t>& starts);
  void add_vectors(Configuration& start, std::vector<Role>& roles);
  void add_multisets(Configuration& start, std::size_t next_named, std::size_t next_sort, int unnamed_left);
  void note(std::uint64_t held);
  State initial_value(const Group& group, std::uint32_t start) const;

  Protocol protocol_;
  Watched watched_;
  std::vector<int> named_;  // sorted
  Poll poll_;
  Stepper stepper_;
  std::vector<Boundary> boundaries_;
  std::uint64_t configurations_ = 0;
  std::vector<std::uint32_t>
      weights_;  // by process: the place value of its digit in the number of an initial vector
  std::uint64_t steps_ = 0;
  std::uint64_t most_configurations_;
  std::optional<Missing> missing_;
  std::string gap_;
};

}  // namespace ggms::audit
