#pragma once

#include <string>

#include "model/machine.h"
#include "model/problem.h"

namespace ggms::exports {

/// The machine as a picture in the language of Graphviz: the states at each round boundary, and the moves
/// between them.
std::string dot(const model::Problem& problem, const model::Machine& machine);

}  // namespace ggms::exports
