#pragma once

#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "model/problem.h"
#include "report/style.h"
#include "verify/margin.h"

namespace ggms::report {

/// How many more faults a protocol tolerates, a line for each fault word.
std::string margin_text(const model::Problem& problem, const std::vector<verify::MarginLine>& lines,
                        const Style& style);

/// The same as the member `margin` of `ggms verify --json`.
nlohmann::ordered_json margin_list(const std::vector<verify::MarginLine>& lines);

}  // namespace ggms::report
