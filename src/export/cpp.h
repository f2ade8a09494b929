#pragma once

#include <string>

#include "model/machine.h"
#include "model/problem.h"

namespace ggms::exports {

/// The machine as a header of C++20 that needs only the standard library; with GGMS_EXAMPLE defined it is a
/// program that runs one execution.
std::string cpp(const model::Problem& problem, const model::Machine& machine);

}  // namespace ggms::exports
