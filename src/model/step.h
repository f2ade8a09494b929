#pragma once

#include <compare>
#include <vector>

#include "model/machine.h"
#include "model/problem.h"
#include "model/scenario.h"
#include "spec/outcome.h"

namespace ggms::model {

// The step semantics, in plain code. The simulator, the brute-force checker, the search for the
// counterexample with the fewest faults, and the exact engine (for what it learns from counterexamples) take
// their steps here. The explicit checker has its own, faster step; the tests compare it with this one.

/// One process at a round boundary.
struct ProcessNow {
  static constexpr int kAbsent = -1;  // the process has crashed, or forges messages
  static constexpr int kNone = spec::Observation::kNone;

  int state = kAbsent;     // in the alphabet of the boundary
  int decision = kNone;    // what it has decided
  int decided_in = kNone;  // the round in which it decided
  bool crashed = false;
  bool connected = true;  // so far
  auto operator<=>(const ProcessNow&) const = default;
};

/// A run at a round boundary: all that the rest of the run and its outcome depend on, besides the scenario.
struct Situation {
  std::vector<ProcessNow> processes;
  bool lost = false;
  auto operator<=>(const Situation&) const = default;
};

/// What a process does with the messages of a round.
struct Reception {
  enum class Kind { kNothing, kMoves, kKeeps };
  Kind kind = Kind::kNothing;  // it makes no move, moves by the table, or keeps its decision
  Entry entry;                 // the table entry by which it moves
  int missing = 0;             // messages that its vector lacks
};

/// One round of a run that a scenario fixes, up to the machine's look-ups: says what each process receives.
class Step {
 public:
  /// All arguments have to outlive the step. `keys` are those of the round.
  Step(const Problem& problem, const Keys& keys, int round, const Scenario& scenario,
       const Situation& before);

  const std::vector<Reception>& receptions() const { return receptions_; }
  bool heard(int receiver, int sender) const {
    if (exceptions_.empty()) return is_present(sender);
    return is_present(sender) != exceptions_[static_cast<std::size_t>(receiver * n_ + sender)];
  }

  /// The run after the round, in which each process p that moves goes to state next[p].
  Situation after(const std::vector<int>& next) const;

 private:
  int state_of(int process) const { return before_.processes[static_cast<std::size_t>(process)].state; }
  bool is_present(int process) const { return state_of(process) != ProcessNow::kAbsent; }
  bool receives(int process) const;
  void make_exception(int receiver, int sender, int arrives);
  void finish(const Keys& keys, int receiver);
  bool receives_what_is_heard(const Keys& keys) const;
  bool counts_who_hears() const;

  const Problem& problem_;
  int round_;
  const RoundFaults& faults_;
  const Situation& before_;
  int n_;
  // [receiver * n + sender]: whether the message is lost or forged; any other message arrives if its sender
  // is present. Empty if no message is lost or forged.
  std::vector<bool> exceptions_;
  std::vector<Reception> receptions_;
  std::vector<int> hearers_;  // per sender, how many of the receivers hear it
};

/// A run before round 1.
Situation start(const Problem& problem, const Scenario& scenario);
/// A finished run as properties see it.
spec::Outcome outcome_of(const Problem& problem, const Scenario& scenario, const Situation& end);
/// The same run without the facts that no property asks for.
Situation as_seen(const Problem& problem, Situation situation);

/// A process that needed a missing table entry.
struct Missing {
  int process = 0;
  Entry entry;
};

/// What a machine does under a scenario.
struct Execution {
  static constexpr int kAbsent = ProcessNow::kAbsent;

  /// [boundary][process]: its state, or kAbsent; a process that leaves in the last round has the state that
  /// it decides in that round.
  std::vector<std::vector<int>> states;
  std::vector<std::vector<Entry>>
      entries;  // [round-1][process]: the entry used; its round is 0 if the process used none
  std::vector<std::vector<bool>> heard;  // [round-1][receiver * n + sender]: whether the message arrived
  std::optional<Missing> missing;        // the run ended here
  spec::Outcome outcome;                 // only if nothing is `missing`
};

/// Runs the machine under a scenario, round by round.
Execution simulate(const Problem& problem, const Machine& machine, const Scenario& scenario);

}  // namespace ggms::model
