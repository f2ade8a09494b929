#pragma once

#include <nlohmann/json_fwd.hpp>

#include "model/problem.h"
#include "model/step.h"

namespace ggms::report {

/// The received vector, in the form of protocol files.
nlohmann::ordered_json received_value(const model::Problem& problem, const model::Entry& entry);

}  // namespace ggms::report
