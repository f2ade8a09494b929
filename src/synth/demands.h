#pragma once

#include <functional>
#include <utility>
#include <vector>

#include "base/stop.h"
#include "model/problem.h"
#include "spec/outcome.h"

namespace ggms::synth {

/// What the processes of some moves must not decide together: (move, decision) pairs, by ascending move.
using Forbidden = std::vector<std::pair<int, int>>;

/// Lets a process that moves in the last round decide.
void decide(const model::Problem& problem, spec::Observation& seen, int decision);

/// Calls visit with what a universal statement forbids at the end of a run. `end` is the run but for the
/// decisions of its last round; move_of[p] is the move that process p makes in it, -1 if none; processes of
/// one move decide alike. Each is named once. False if stopped; then some are missing.
bool for_each_forbidden(const model::Problem& problem, const spec::Universal& universal,
                        const spec::Outcome& end, const std::vector<int>& move_of, int moves,
                        base::Stop& stop, const std::function<void(const Forbidden&)>& visit);

}  // namespace ggms::synth
