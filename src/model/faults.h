#pragma once

#include <compare>
#include <string>
#include <vector>

namespace ggms::model {

// The adversary, as every engine sees it. To the adversary a configuration is a list of *groups* of live
// processes that it treats alike up to their number: one process a group where processes are told apart by
// index, all processes of a kind where configurations are multisets. A round of it comes in two steps: one
// *coupled choice* (who crashes), and then, for each receiver on its own, any of the vectors that the
// choice's delivery allows. No engine knows which fault model a choice comes from.

/// What happens to the messages of a round on the way to one receiver, per group of senders. What is neither
/// sure nor at risk is lost.
struct Delivery {
  std::vector<int> sure;     // arrive
  std::vector<int> at_risk;  // arrive or are lost, each on its own
  auto operator<=>(const Delivery&) const = default;
};

/// One coupled choice of the adversary in one round.
struct Choice {
  std::vector<int> crashing;         // per group: how many of its processes crash in this round
  std::vector<int> moving;           // per group: how many make a move in this round
  int failures = 0;                  // how many processes newly fail
  std::vector<Delivery> deliveries;  // the different ones
  std::vector<int> delivery;         // per group of receivers: an index into `deliveries`
};

/// How far the adversary may go in a run; 0 where a fault word is absent.
struct FaultLimits {
  int crash = 0;
  auto operator<=>(const FaultLimits&) const = default;
};

/// "crash=2"; "none" where nothing may fail.
std::string to_string(const FaultLimits& limits);
/// The inverse of to_string: words joined by commas, each there once. Throws base::Error that lists the
/// words.
FaultLimits parse_faults(const std::string& text);
/// One line a fault word, for help texts: the word with its number, and what the adversary may do.
std::vector<std::pair<std::string, std::string>> fault_words();

/// How many processes may fail in a run at most.
int max_failures(const FaultLimits& limits);
/// How many messages the vector of a process that moves can lack at most.
int max_missing(const FaultLimits& limits, int processes);
/// The same limits with at most `failures` failing processes.
FaultLimits with_failures(const FaultLimits& limits, int failures);

/// Every coupled choice in a round that starts with `live[g]` live processes in group g, of which `failed`
/// have failed in all before; the choice in which nothing happens comes first, then in order of `crashing`.
std::vector<Choice> choices(const FaultLimits& limits, const std::vector<int>& live, int failed);

}  // namespace ggms::model
