#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/stop.h"

namespace ggms::synth {

/// Which of some contradictory clauses over variables 1 .. `variables` are enough to contradict each other,
/// by index: few, though not the fewest. nullopt if stopped. Throws base::InternalError if they have a model.
std::optional<std::vector<std::size_t>> contradiction(int variables,
                                                      const std::vector<std::vector<int>>& clauses,
                                                      base::Stop& stop);

/// A proof in DRAT's text form that clauses over variables 1 .. `variables` contradict each other, by a
/// solver that knows nothing else. nullopt if stopped. Throws base::InternalError if they have a model.
std::optional<std::string> proof(int variables, const std::vector<std::vector<int>>& clauses,
                                 base::Stop& stop);

}  // namespace ggms::synth
