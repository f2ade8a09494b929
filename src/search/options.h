#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "policy/policy.h"

namespace ggms::search {

/// Which proof it takes to unfreeze a transition (GGMS section 4.2, Algorithm 3).
enum class Unfreeze : std::uint8_t {
  kExhaustive,  // the search has gone through all continuations of a scenario: the solved tree is the proof
  kSolver,      // that, or the clauses of all counterexamples contradict the frozen entries
};

/// How machines are checked after each episode.
enum class Validation : std::uint8_t { kExplicit, kScenarios };

/// The options of the learning engines. Numbers with a source are GGMS's, the others are ours
/// (docs/learning.md says what they change).
struct Options {
  bool dfs = true;     // GGMS section 4.2; off in `mcts`
  bool guided = true;  // GGMS section 4.3; off in `mcts` and `mcts+dfs`

  int scenarios = 100;     // of an episode; GGMS appendix F
  int simulations = 1000;  // of a decision at most, times rounds times processes; GGMS appendix F
  int freeze_every = 5;    // episodes; GGMS appendix F
  double resample = 0.7;   // how often a counterexample is played rather than any scenario; GGMS Algorithm 2
  double p_min = 0.2;      // an entry is ambiguous if two moves are at least so probable, GGMS Algorithm 4,
  double diff_max = 0.1;   // ... and differ by no more
  double c_puct = 1.0;     // GGMS Eq. 10; the paper gives no number
  Unfreeze unfreeze = Unfreeze::kSolver;
  Validation validation = Validation::kExplicit;  // of the last phase; GGMS Algorithm 5 is kScenarios

  policy::Kind policy = policy::kDefaultKind;
  policy::NetworkOptions network;
  int steps = 20;            // optimiser steps of an episode
  double buffer_keep = 0.5;  // how much an episode's samples count in the next one

  // Departures from the paper, all off in as_published():
  bool uniform_start = true;  // the first policy prefers nothing
  bool propagate = true;      // a move that is proved wrong under what is frozen is not tried again
  bool clear_first = true;    // within a round, entries whose move is clearest are decided first
  bool same_taste = true;     // ties between moves are broken alike in all scenarios of an episode
  bool share_tree = true;     // the scenarios of an episode grow one tree
  bool settled_targets =
      true;  // where all moves are settled, the target is the prior without the lost ones, not visits
  bool force_freezes = true;  // every freeze_every episodes something is frozen, ambiguous or not
  int keep_failed = 4;        // episodes for which counterexamples are kept; the paper's is 1
};

/// One departure from the paper, for options and docs.
struct Departure {
  const char* name;     // of its option
  const char* meaning;  // what it does
  bool Options::* on;
};
const std::vector<Departure>& departures();

/// These options with all departures off.
Options as_published(Options options);

}  // namespace ggms::search
