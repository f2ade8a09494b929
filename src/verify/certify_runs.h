#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "verify/certify_file.h"
#include "verify/certify_properties.h"

namespace ggms::verify::certify {

/// Processes that nothing can tell apart: equal in who they are and in the state they are in. In the vector
/// views `who` is the process (from 0), so that each is alone. In the counts views it says which named
/// process they are and which initial value they started with.
struct Group {
  std::uint32_t who = 0;
  State state = 0;  // or kCrashed
  std::uint16_t count = 1;
  auto operator<=>(const Group&) const = default;
};

/// Between two rounds: all that the rest of the run depends on, and whether some message was lost so far.
struct Configuration {
  std::vector<Group> groups;  // sorted, no two with equal who and state
  bool lost = false;
  auto operator<=>(const Configuration&) const = default;
};

/// The configurations reached after some rounds, each with the initial values (by number, sorted) that lead
/// there.
using Boundary = std::map<Configuration, std::vector<std::uint32_t>>;

/// How many members of each group of a configuration crash in a round.
using Crashing = std::vector<int>;

/// The live members of a group that do not crash in a round.
Group survivors(const Configuration& from, const Crashing& crashing, std::size_t group);

/// An execution that needs an entry the file does not have.
struct Missing {
  int round = 0;
  Configuration before;
  Crashing crashing;
  Group receiver;
  Received received;
};

/// All executions of a protocol, breadth first.
class Runs {
 public:
  /// `named`: the processes (from 1) that properties name.
  Runs(Protocol protocol, std::set<int> named, std::function<bool()> stop);

  enum class End { kDone, kMissingEntry, kStopped, kTooLarge };
  End explore();

  /// By number of rounds, 0..rounds; as far as explore() got.
  const std::vector<Boundary>& boundaries() const { return boundaries_; }
  std::uint64_t configurations() const { return configurations_; }
  std::uint64_t used_transitions() const;
  const Protocol& protocol() const { return protocol_; }

  /// What properties see of a final configuration that was reached from the given initial values.
  Outcome outcome(const Configuration& last, std::uint32_t start) const;
  /// The same for one of its groups.
  Kind kind(const Configuration& last, std::size_t group, std::uint32_t start) const;

  /// An execution that ends in a configuration of a boundary, in words: initial values, then who crashes in
  /// each round.
  std::string story(std::size_t boundary, const Configuration& end, std::uint32_t start);
  /// An execution that needs the missing entry, in words.
  std::string story_of_missing();

 private:
  using Visit = std::function<void(const Crashing&, Configuration)>;
  /// What can become of one receiver: next states, each with whether its vector can have been complete, or
  /// not.
  struct Ways {
    bool complete = false;
    bool incomplete = false;
  };
  using Moves = std::map<State, Ways>;
  using Partial = std::set<Configuration>;

  void add_starts();
  void add_vectors();
  void add_multisets(Configuration& start, State value, std::size_t next_named, int unnamed_left);
  void step(int round, const Configuration& from, const Visit& visit);
  void step(int round, const Configuration& from, const Crashing& crashing, const Visit& visit);
  std::set<Received> possible_mail(int round, const Configuration& from, const Crashing& crashing);
  void deliver(Received& mail, const Group& sender) const;
  bool is_complete(const Received& mail) const;
  Received with_own(Received mail, const Group& receiver) const;
  Moves moves(int round, const std::set<Received>& mail, const Group& receiver, Received& missing);
  Partial extended(const Partial& partial, const Group& receivers, const Moves& moves);
  void poll(std::uint64_t held = 0);
  State initial_value(const Group& group, std::uint32_t start) const;

  std::string crashes_in_words(int round, const Configuration& from, const Crashing& crashing,
                               const Configuration& to);
  std::string reached_in_words(int round, const Configuration& from, const Crashing& crashing,
                               const Configuration& to, std::uint32_t crashed);
  std::string states_in_words(std::size_t boundary, const Configuration& configuration) const;
  std::string received_in_words(int round, const Received& received) const;

  Protocol protocol_;
  std::vector<int> named_;  // sorted
  std::function<bool()> stop_;
  std::vector<Boundary> boundaries_;
  std::uint64_t configurations_ = 0;
  std::vector<std::uint32_t>
      weights_;  // by process: what its digit counts in the number of an initial vector
  std::uint64_t steps_ = 0;
  std::uint64_t most_configurations_;
  std::optional<Missing> missing_;
  int missing_crashes_ = 0;  // in the execution of missing_
};

}  // namespace ggms::verify::certify
