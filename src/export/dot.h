#pragma once

#include <string>

#include "model/machine.h"
#include "model/problem.h"

namespace ggms::exports {

/// The machine as a picture in the language of Graphviz: states at the boundaries of rounds, and what leads
/// from one to the next.
std::string dot(const model::Problem& problem, const model::Machine& machine);

}  // namespace ggms::exports
