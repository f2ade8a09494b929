#pragma once

#include <string>
#include <vector>

#include "model/problem.h"
#include "model/step.h"
#include "report/style.h"

namespace ggms::report {

/// The processes (0-based) with which a finished run breaks the property: the values of its leading universal
/// quantifiers in the first falsifying assignment. Empty if the property speaks of the run as a whole.
std::vector<int> culprits(const model::Problem& problem, const model::Execution& execution, int property);

/// Which property is broken and with which values: a line or two, and the property's text. `property` may be
/// Violation::kUndefined.
std::string blame(const model::Problem& problem, const model::Execution& execution, int property,
                  const Style& style);

/// What a process received when it needed a table entry: "(a, lost, b)", or "2 a, 1 lost".
std::string received_text(const model::Problem& problem, const model::Entry& entry);

}  // namespace ggms::report
