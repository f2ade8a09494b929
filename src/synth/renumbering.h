#pragma once

#include "base/rng.h"
#include "synth/table_solver.h"

namespace ggms::synth {

/// Learns a counterexample, and the same with its processes renumbered in some ways: these are scenarios like
/// any other, and mostly the next counterexamples. If stopped, only some of this is learnt.
void learn_with_renumberings(const model::Scenario& scenario, const model::Machine& candidate,
                             TableSolver& solver, base::Rng& rng, base::Stop& stop);

}  // namespace ggms::synth
