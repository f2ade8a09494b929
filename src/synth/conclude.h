#pragma once

#include "synth/synthesis.h"
#include "verify/explicit.h"

namespace ggms::synth {

/// For an engine that has a machine which the checker likes: the machine with its reachable entries only, and
/// the whole check of it. Answer kFound, or as it was if stopped.
void conclude(const model::Machine& machine, verify::Explicit& checker, base::Stop& stop, Result& result);

}  // namespace ggms::synth
