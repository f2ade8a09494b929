#pragma once

#include <compare>
#include <vector>

#include "model/machine.h"
#include "model/problem.h"
#include "model/scenario.h"
#include "spec/outcome.h"

namespace ggms::model {

// THE step semantics, plainly. The simulator, the brute-force checker, the counterexample of the fewest
// faults and the demands of the exact engine take their steps here; the explicit checker has its own, faster
// one, and is tested against these.

/// One process at a round boundary.
struct ProcessNow {
  static constexpr int kAbsent = -1;  // it has crashed, or forges messages
  static constexpr int kNone = spec::Observation::kNone;

  int state = kAbsent;     // in the alphabet of the boundary
  int decision = kNone;    // what it has decided
  int decided_in = kNone;  // the round in which it did
  bool crashed = false;
  bool connected = true;  // so far
  auto operator<=>(const ProcessNow&) const = default;
};

/// A run at a round boundary: all that its rest and its outcome depend on, but for the scenario's part.
struct Situation {
  std::vector<ProcessNow> processes;
  bool lost = false;
  auto operator<=>(const Situation&) const = default;
};

/// What a process takes from a round.
struct Reception {
  enum class Kind { kNothing, kMoves, kKeeps };
  Kind kind = Kind::kNothing;  // it makes no move, moves by the table, or keeps its decision
  Entry entry;                 // the one it moves by
  int missing = 0;             // messages that its vector lacks
};

/// One round of a run that a scenario fixes, up to what the machine makes of it.
class Step {
 public:
  /// Everything has to outlive it. `keys` are the round's.
  Step(const Problem& problem, const Keys& keys, int round, const Scenario& scenario,
       const Situation& before);

  const std::vector<Reception>& receptions() const { return receptions_; }
  bool heard(int receiver, int sender) const {
    if (exceptions_.empty()) return is_present(sender);
    return is_present(sender) != exceptions_[static_cast<std::size_t>(receiver * n_ + sender)];
  }

  /// The run after the round, where process p that moves takes next[p].
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
  // [receiver * n + sender]: lost or forged; any other message arrives if its sender is present. Empty where
  // none is.
  std::vector<bool> exceptions_;
  std::vector<Reception> receptions_;
  std::vector<int> hearers_;  // of each sender, among those that receive
};

/// A run before round 1.
Situation start(const Problem& problem, const Scenario& scenario);
/// What a finished run looks like to the properties.
spec::Outcome outcome_of(const Problem& problem, const Scenario& scenario, const Situation& end);
/// The same run as far as the properties can still tell: what none of them asks for is forgotten.
Situation as_seen(const Problem& problem, Situation situation);

/// A process that needed a table entry that is not there.
struct Missing {
  int process = 0;
  Entry entry;
};

/// What a machine does under a scenario.
struct Execution {
  static constexpr int kAbsent = ProcessNow::kAbsent;

  /// [boundary][process]: its state, or kAbsent; who leaves in the last round shows what it decides in it.
  std::vector<std::vector<int>> states;
  std::vector<std::vector<Entry>> entries;  // [round-1][process]: the entry used; round 0 where it used none
  std::vector<std::vector<bool>> heard;     // [round-1][receiver * n + sender]: whether the message arrived
  std::optional<Missing> missing;           // the run ended here
  spec::Outcome outcome;                    // only without `missing`
};

/// One execution, round by round.
Execution simulate(const Problem& problem, const Machine& machine, const Scenario& scenario);

}  // namespace ggms::model
