#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "search/game.h"

namespace ggms::search {

/// Whether the properties leave the processes that take part to the end no choice of what to decide: exactly
/// one combination of decisions breaks none ("definite": GGMS section 4.3, of a scenario). `picked`: empty
/// where no process is; `crashed`: who is gone before the last round.
bool is_definite(const Game& game, const std::vector<int>& initial, const std::vector<model::Role>& picked,
                 Processes crashed, bool lost);

/// The scenarios that guided search admits one after the other (GGMS sections 4.3, C.1): phase p < rounds has
/// definite outcomes only, with faults in the last p + 1 rounds; the last phase has all scenarios.
class Phases {
 public:
  explicit Phases(const Game& game);

  /// The number of the phase that has everything: rounds, or 0 where no initial values are definite.
  int last() const { return last_; }
  /// Faults are possible from this round on.
  int first_faulty_round(int phase) const;
  /// Initial values whose outcome is definite under all faults that phases before the last have,
  const std::vector<std::vector<int>>& definite() const { return definite_; }
  /// and those with which it is where nothing goes wrong.
  const std::vector<std::vector<int>>& definite_without_faults() const { return definite_without_faults_; }

  /// How many runs the last phase has: scenarios, but for messages to processes that make no move.
  double runs() const;

  /// A scenario of the phase: initial values of it, each equally likely, then each way that the run can go
  /// with them, equally likely. As turns (indices into Game::turns), round by round.
  struct Sample {
    std::vector<int> initial;
    std::vector<model::Role> picked;  // empty where no process is
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
