#pragma once

#include "base/stop.h"

namespace CaDiCaL {
class Solver;
}

namespace ggms::synth {

enum class Satisfiable { kYes, kNo, kStopped };

/// Asks a solver for a model, until told to stop.
Satisfiable ask(CaDiCaL::Solver& solver, base::Stop& stop);

}  // namespace ggms::synth
