#pragma once

#include <string>

#include "model/problem.h"
#include "model/scenario.h"

namespace ggms::files {

/// The text of a scenario file (schema ggms/scenario/1), with the problem's names.
std::string write_scenario(const model::Scenario& scenario, const model::Problem& problem);
model::Scenario read_scenario(const std::string& text, const std::string& file,
                              const model::Problem& problem);

}  // namespace ggms::files
