#pragma once

#include <nlohmann/json_fwd.hpp>

#include "report/summary.h"

namespace ggms::report {

/// Adds `paths` and, if there are any, `errors` to an answer: the files, in printable form.
void add_outputs(nlohmann::ordered_json& object, const Envelope& envelope);

}  // namespace ggms::report
