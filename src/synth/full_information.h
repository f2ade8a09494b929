#pragma once

#include <cstddef>
#include <functional>

#include "base/stop.h"
#include "model/problem.h"
#include "synth/derivation.h"

namespace ggms::synth {

/// What is known of a setting if its number of states is left open.
enum class AnyStates {
  kFeasible,    // with a state for every history
  kInfeasible,  // with any number of states
  kUnknown,     // too large to tell, or stopped, or decisions may come early
};

/// Beginnings of runs that are worth going through; they take some seconds.
constexpr std::size_t kMostRuns = 1'000'000;

/// Full information: every process remembers all that it ever received, and its decision is any function of
/// that. Every protocol does no more, so where no such function is right the setting is infeasible with any
/// number of states (Lynch 1996, chapter 6: full-information protocols).
/// `most_runs`: how many runs' beginnings it may go through before it gives up.
/// `derivation`: if not null, what an infeasible answer rests on is written there.
/// `on_runs`: if given, hears now and then how many it went through.
AnyStates full_information(const model::Problem& problem, std::size_t most_runs, base::Stop& stop,
                           Derivation* derivation = nullptr,
                           const std::function<void(std::size_t)>& on_runs = {});

}  // namespace ggms::synth
