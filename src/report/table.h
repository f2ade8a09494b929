#pragma once

#include <string>

#include "model/machine.h"
#include "model/problem.h"
#include "report/style.h"

namespace ggms::report {

/// The machine as a table that a person reads at a glance: per round, which received vectors lead to which
/// next state. Vectors are merged into patterns that are exact for the entries that the machine has; those
/// that it lacks never occur. The most awkward next state of a round stands last, as "otherwise".
std::string machine_table(const model::Problem& problem, const model::Machine& machine, const Style& style);

}  // namespace ggms::report
