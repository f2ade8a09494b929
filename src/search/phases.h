#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "search/game.h"

namespace ggms::search {

/// Whether the properties leave the processes that take part to the end no choice of what to decide: exactly
/// one combination of decisions breaks none ("definite": GGMS section 4.3, of a scenario). `picked`: empty if
/// no process is picked; `crashed`: the processes that are gone before the last round.
bool is_definite(const Game& game, const std::vector<int>& initial, const std::vector<model::Role>& picked,
                 Processes crashed, bool lost);

/// The scenarios that guided search admits one after the other (GGMS sections 4.3, C.1): phase p < rounds has
/// definite outcomes only, with faults in the last p + 1 rounds; the last phase has all scenarios.
class Phases {
 public:
  explicit Phases(const Game& game);

  /// The number of the phase that has all scenarios: rounds, or 0 if no initial values are definite.
  int last() const { return last_; }
  /// The first round in which the phase's scenarios may have faults.
  int first_faulty_round(int phase) const;
  /// Initial values whose outcome is definite under all faults of the phases before the last.
  const std::vector<std::vector<int>>& definite() const { return definite_; }
  /// Initial values whose outcome is definite only without faults.
  const std::vector<std::vector<int>>& definite_without_faults() const { return definite_without_faults_; }

  /// How many runs the last phase has: scenarios that differ only in messages to processes that make no move
  /// count once.
  double runs() const;

  /// A scenario of the phase, as turns (indices into Game::turns), round by round. All its initial values are
  /// equally likely, and so are all ways in which the run can go from them.
  struct Sample {
    std::vector<int> initial;
    std::vector<model::Role> picked;  // empty if no process is picked
    std::vector<std::size_t> turns;
  };
  Sample sample(int phase, base::Rng& rng) const;

 private:
  bool is_always_definite(const std::vector<int>& initial) const;
  double continuations(const Stage& stage, int rounds) const;

  const Game& game_;
  int last_ = 0;
  std::vector<std::vector<int>> definite_;
  std::vector<std::vector<int>> definite_without_faults_;
  std::vector<std::vector<model::Role>> picks_;  // every way to pick faulty processes, none first
  mutable std::map<std::pair<Stage, int>, double> continuations_;
};

}  // namespace ggms::search
