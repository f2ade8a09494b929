#pragma once

#include <string>
#include <vector>

#include "base/words.h"
#include "report/style.h"

namespace ggms::report {

using base::counted;  // reports are full of them
using base::listed;
using base::number;

/// "0.4 ms", "12.3 s", "4 min 5 s".
std::string duration(double seconds);
/// The names of sorted 0-based processes: "p1", "p1, p3", or "p1, p3-p7" if three or more are neighbours.
std::vector<std::string> process_names(const std::vector<int>& processes, const Style& style);

}  // namespace ggms::report
