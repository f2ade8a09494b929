#pragma once

#include <string>

#include "model/machine.h"
#include "model/problem.h"

namespace ggms::exports {

/// The machine as comma-separated values: a line of names, then one line per entry.
std::string csv(const model::Problem& problem, const model::Machine& machine);

}  // namespace ggms::exports
