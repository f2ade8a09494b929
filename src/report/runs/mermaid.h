#pragma once

#include <optional>
#include <string>

#include "model/problem.h"
#include "model/step.h"

namespace ggms::report {

/// One execution as a sequence diagram in Mermaid's language: a participant for each process, a framed part
/// for each round with its messages (lost ones end in a cross, forged ones are dotted and say so), splits,
/// crashes and the states after it; at the end the broken property (an index, Violation::kUndefined, or
/// nullopt). With many processes it leaves out messages that just arrive.
std::string mermaid(const model::Problem& problem, const model::Scenario& scenario,
                    const model::Execution& execution, std::optional<int> broken_property);

}  // namespace ggms::report
