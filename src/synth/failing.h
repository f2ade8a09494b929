#pragma once

#include <optional>

#include "base/stop.h"
#include "model/machine.h"
#include "model/problem.h"
#include "search/learner.h"
#include "synth/synthesis.h"

namespace ggms::synth {

/// Throws base::FieldError where there are too many to be run one by one at the end of every episode.
void require_countable(const search::Phases& phases);

/// Runs all scenarios of a phase, on `threads` threads (0: all processors). nullopt if stopped.
std::optional<Failing> count_failing(const model::Problem& problem, const search::Phases& phases, int phase,
                                     const model::Machine& machine, int threads, base::Stop& stop);

}  // namespace ggms::synth
