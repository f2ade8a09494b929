#pragma once

#include <string>
#include <vector>

#include "base/stop.h"
#include "model/setting.h"
#include "spec/spec.h"

namespace ggms::verify {

/// Warnings about a specification before any protocol is tried, one line each: a property that no decisions
/// can violate; initial values and failures for which no decisions satisfy the specification; questions about
/// early decisions if no process can decide early. Looks at the setting's processes, or at a few of them if
/// there are many, for every number of rounds from `first_rounds` to `last_rounds`; each line says for which.
/// The work is bounded: there is no line about what would take long to find out, or after `stop` is
/// requested.
std::vector<std::string> specification_warnings(const spec::Spec& spec, const model::Setting& setting,
                                                int first_rounds, int last_rounds, base::Stop& stop);

}  // namespace ggms::verify
