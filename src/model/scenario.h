#pragma once

#include <compare>
#include <utility>
#include <vector>

#include "model/adversary.h"
#include "model/setting.h"

namespace ggms::model {

/// A message that says a state of the adversary's choice.
struct Forgery {
  int receiver = 0;
  int sender = 0;
  int state = 0;  // in the alphabet of the round
  auto operator<=>(const Forgery&) const = default;
};

/// What the adversary does in one round. Processes are 0-based; all lists are sorted.
struct RoundFaults {
  std::vector<int> crashing;                  // without a move in this round
  std::vector<std::pair<int, int>> losses{};  // (receiver, sender) of messages that were sent and are lost
  std::vector<int> leaving{};                 // crashing after their move
  std::vector<int> block{};  // one block of a split: the block without the first process that is up
  std::vector<Forgery> forged{};
  bool operator==(const RoundFaults&) const = default;
};

/// The initial values and all that the adversary does in a run.
struct Scenario {
  std::vector<int> initial;
  std::vector<RoundFaults> rounds;  // rounds[t] is round t+1; those past the last are without faults
  std::vector<Role> picked{};  // by process, its role if the adversary picked it before the run; empty: none

  Role role(int process) const {
    return picked.empty() ? kNotPicked : picked[static_cast<std::size_t>(process)];
  }
  /// What the adversary does in a round (1-based).
  const RoundFaults& faults(int round) const;
};

/// What a coupled choice does to processes, without messages. Its groups have to be single processes.
RoundFaults faults_of(const Choice& choice);
/// Adds the losses and forgeries of one receiver's mail; to be called in the order of the receivers.
/// `letters`: how many states can be sent in the round.
void add_mail(const Choice& choice, std::size_t receiver, const Mail& mail, int letters, RoundFaults& faults);

/// The number of faults of a scenario; compares by faulty processes first, then by lost or forged messages.
struct FaultCount {
  int failures = 0;
  int losses = 0;
  auto operator<=>(const FaultCount&) const = default;
};
FaultCount count_faults(const Scenario& scenario);

/// The order among scenarios with equal fault counts: initial values, picked processes, then round by round
/// the split, the crashes (process 1 first, "does not" before "does"), and the fate of each message (receiver
/// 1 first, then sender 1 first: "arrives" before "says the first state" ... before "lost").
std::strong_ordering lexicographic(const Scenario& a, const Scenario& b);
std::strong_ordering lexicographic(const RoundFaults& a, const RoundFaults& b);

/// The same scenario with processes renumbered: process p becomes to[p].
Scenario renumbered(const Scenario& scenario, const std::vector<int>& to);

/// The same scenario with each split described by the block without the first process that is up. Drops a
/// split if one of its blocks has no process that is up.
Scenario with_canonical_blocks(Scenario scenario);

/// What the adversary has used up before round 1 and after each round of the scenario, which has to be valid
/// in the setting.
std::vector<Ledger> ledgers(const Scenario& scenario, const Setting& setting);

/// Throws base::Error if the scenario is not valid in the setting: wrong sizes, too many failures, a loss or
/// a forgery that no fault explains, or more of them than the setting allows.
void validate(const Scenario& scenario, const Setting& setting);

}  // namespace ggms::model
