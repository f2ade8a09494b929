#pragma once

#include <nlohmann/json_fwd.hpp>

#include "model/problem.h"
#include "model/step.h"

namespace ggms::report {

/// What was received, as protocol files have it.
nlohmann::ordered_json received_value(const model::Problem& problem, const model::Entry& entry);

}  // namespace ggms::report
