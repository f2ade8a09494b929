#pragma once

#include <optional>
#include <string>

#include "model/problem.h"
#include "model/step.h"
#include "report/style.h"

namespace ggms::report {

/// One execution drawn in text: rounds across, one line a process with what it received and its state after
/// it, who crashed, what was lost; below it the property that broke (an index, Violation::kUndefined, or
/// nullopt where all went well) with the values that break it.
std::string space_time(const model::Problem& problem, const model::Scenario& scenario,
                       const model::Execution& execution, std::optional<int> broken_property,
                       const Style& style);

/// What symbols and shortened names of that picture stand for, one paragraph; empty if it has none.
std::string space_time_legend(const model::Problem& problem, const model::Scenario& scenario,
                              const model::Execution& execution, const Style& style);

}  // namespace ggms::report
