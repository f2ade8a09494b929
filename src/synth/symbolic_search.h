#pragma once

#include <optional>

#include "synth/synthesis.h"

namespace ggms::synth {

/// The exact engine's symbolic strategy (symbolic.h): all rounds of all machines become clauses; where
/// configurations are multisets, those through which refuted candidates lead, until no candidate is refuted.
/// Fills `result` and returns true; false, with what it did in the statistics, where the clauses would be too
/// many, or the solver had more than `most_conflicts` with them.
bool search_symbolically(const model::Problem& problem, const Options& options, base::Stop& stop,
                         const OnProgress& on_progress, Result& result,
                         std::optional<int> most_conflicts = {});

}  // namespace ggms::synth
