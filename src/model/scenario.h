#pragma once

#include <compare>
#include <optional>
#include <utility>
#include <vector>

#include "model/machine.h"
#include "model/problem.h"
#include "spec/outcome.h"

namespace ggms::model {

/// Everything that the adversary does in one round. Processes are 0-based.
struct RoundFaults {
  std::vector<int> crashing;  // sorted
  std::vector<std::pair<int, int>>
      losses;  // (receiver, sender) of messages that were sent and are lost, sorted
};

/// The initial values and everything that the adversary does.
struct Scenario {
  std::vector<int> initial;
  std::vector<RoundFaults> rounds;  // rounds[t] is round t+1
};

/// How bad a scenario is: fewer faulty processes first, then fewer lost or forged messages.
struct FaultCount {
  int failures = 0;
  int losses = 0;
  auto operator<=>(const FaultCount&) const = default;
};
FaultCount count_faults(const Scenario& scenario);

/// The order among scenarios with equal fault counts: initial values, then round by round who crashes
/// (process 1 first, "does not" before "does"), then which messages are lost (receiver 1 first, "arrives"
/// before "lost").
std::strong_ordering lexicographic(const Scenario& a, const Scenario& b);

/// Throws base::Error if the scenario is not one of the setting's: wrong sizes, too many failures, a loss
/// that no crash explains.
void validate(const Scenario& scenario, const Setting& setting);

/// A process that needed a table entry that is not there.
struct Missing {
  int process = 0;
  Entry entry;
};

/// What a machine does under a scenario.
struct Execution {
  static constexpr int kAbsent = -1;  // a process that has crashed

  std::vector<std::vector<int>> states;  // [boundary][process]: its state or kAbsent
  std::vector<std::vector<Entry>>
      entries;                           // [round-1][process]: the entry used; round 0 where it made no move
  std::vector<std::vector<bool>> heard;  // [round-1][receiver * n + sender]: whether the message arrived
  std::optional<Missing> missing;        // the run ended here
  spec::Outcome outcome;                 // only without `missing`
};

/// THE step semantics, plainly: one execution, round by round.
Execution simulate(const Problem& problem, const Machine& machine, const Scenario& scenario);

}  // namespace ggms::model
