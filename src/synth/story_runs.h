#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "base/stop.h"
#include "synth/derivation.h"

namespace ggms::synth {

/// Of contradictory clauses over variables from 1 on, those that unit propagation, breadth first, needs to
/// contradict itself, by index; nullopt if it does not get there.
std::optional<std::vector<std::size_t>> propagated(int variables,
                                                   const std::vector<std::vector<int>>& clauses);

/// Groups of clauses, and clauses that always count.
struct Grouped {
  int variables = 0;
  std::vector<std::vector<int>> always;
  std::vector<std::vector<std::vector<int>>> groups;
};

/// Few groups that still contradict each other, by index, ascending: with any one less they don't. nullopt if
/// stopped, or if they don't contradict each other.
std::optional<std::vector<std::size_t>> few_groups(const Grouped& grouped, base::Stop& stop);

/// Few runs of a derivation for any number of states whose properties contradict each other. nullopt if
/// stopped.
std::optional<std::vector<model::Scenario>> few_runs(const Derivation& derivation, base::Stop& stop);

}  // namespace ggms::synth
