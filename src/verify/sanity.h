#pragma once

#include <string>
#include <vector>

#include "base/stop.h"
#include "model/setting.h"
#include "spec/spec.h"

namespace ggms::verify {

/// What looks wrong with a specification before any protocol is tried, one line each: a property that nothing
/// which processes may decide can violate; initial values and failures for which no decisions satisfy the
/// specification; questions about early decisions where there are none. Looks at the setting's processes, or
/// at a few where they are many, for every number of rounds from `first_rounds` to `last_rounds`, and each
/// line says for which. Bounded work: no line where it would take long to know, or `stop` is requested.
std::vector<std::string> specification_warnings(const spec::Spec& spec, const model::Setting& setting,
                                                int first_rounds, int last_rounds, base::Stop& stop);

}  // namespace ggms::verify
