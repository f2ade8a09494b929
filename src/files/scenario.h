#pragma once

#include <string>

#include "model/problem.h"
#include "model/scenario.h"

namespace ggms::files {

/// A scenario file (schema ggms/scenario/1) in the words of the problem.
std::string write_scenario(const model::Scenario& scenario, const model::Problem& problem);
model::Scenario read_scenario(const std::string& text, const std::string& file,
                              const model::Problem& problem);

}  // namespace ggms::files
