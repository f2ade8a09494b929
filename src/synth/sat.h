#pragma once

#include "base/stop.h"

namespace CaDiCaL {
class Solver;
}

namespace ggms::synth {

/// Makes models prefer false variables, and keep preferring them. Where a false variable means the first
/// state of an alphabet, what no clause demands stays uniform: candidates agree with each other, and with
/// what a machine supposes of entries that have no variable.
void prefer_first_states(CaDiCaL::Solver& solver);

enum class Satisfiable { kYes, kNo, kStopped };

/// Asks a solver for a model, until told to stop.
Satisfiable ask(CaDiCaL::Solver& solver, base::Stop& stop);

}  // namespace ggms::synth
