#pragma once

#include <string>

#include "report/runs/run_view.h"
#include "report/style.h"

namespace ggms::report {

/// What the adversary did in an execution, in words, one line for each event.
std::string events_text(const RunView& view, const Style& style);

/// "split into p1, p2 | p3", for a round that is split.
std::string split_text(const RunView& view, int round, const Style& style);

}  // namespace ggms::report
