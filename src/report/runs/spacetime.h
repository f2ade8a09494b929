#pragma once

#include <optional>
#include <string>

#include "model/problem.h"
#include "model/step.h"
#include "report/style.h"

namespace ggms::report {

/// One execution drawn in text: one column per round, one line per process, with received vectors, next
/// states, crashes and losses; below it the broken property (an index, Violation::kUndefined, or nullopt if
/// none is broken) with the values that break it.
std::string space_time(const model::Problem& problem, const model::Scenario& scenario,
                       const model::Execution& execution, std::optional<int> broken_property,
                       const Style& style);

/// The meanings of the symbols and shortened names of that picture, one paragraph; empty if it has none.
std::string space_time_legend(const model::Problem& problem, const model::Scenario& scenario,
                              const model::Execution& execution, const Style& style);

}  // namespace ggms::report
