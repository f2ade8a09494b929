#pragma once

#include <cstddef>
#include <vector>

#include "model/scenario.h"

namespace ggms::files {

/// Which processes are up in a scenario, and which make a move, round by round (0-based).
class Presence {
 public:
  /// `scenario` has to outlive this object.
  explicit Presence(const model::Scenario& scenario);

  /// Whether a process sends anything in the round.
  bool sends(std::size_t round, int process) const;
  bool moves(std::size_t round, int process) const;

 private:
  const model::Scenario& scenario_;
  std::vector<std::vector<bool>> up_;
};

/// Whether a process crashes in the round, without a move or after it.
bool crashes(const model::RoundFaults& faults, int process);

/// Whether a split of the round is between two processes.
bool are_apart(const model::RoundFaults& faults, int a, int b);

}  // namespace ggms::files
