#pragma once

#include "synth/synthesis.h"

namespace ggms::synth {

/// The exact engine (`--engine exact`): answers kFound or kInfeasible, kUnknown only when stopped.
Result exact(const model::Problem& problem, const Options& options, base::Stop& stop,
             const OnProgress& on_progress);

}  // namespace ggms::synth
