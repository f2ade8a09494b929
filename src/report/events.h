#pragma once

#include <string>

#include "report/run_view.h"
#include "report/style.h"

namespace ggms::report {

/// What the adversary did in an execution, in words, a line each.
std::string events_text(const RunView& view, const Style& style);

}  // namespace ggms::report
