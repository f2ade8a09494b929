#pragma once

#include <optional>
#include <string>

#include "model/problem.h"
#include "model/step.h"

namespace ggms::report {

/// One execution drawn as an SVG file of its own: processes are lines, time goes from left to right, messages
/// are arrows (lost ones break off, forged ones have a colour of their own), crashes are crosses, splits
/// shaded bands. Below it are the broken property (an index, Violation::kUndefined, or nullopt) and the
/// adversary's actions. With many processes it leaves out messages that just arrive. The same execution gives
/// the same bytes.
std::string space_time_svg(const model::Problem& problem, const model::Scenario& scenario,
                           const model::Execution& execution, std::optional<int> broken_property);

}  // namespace ggms::report
