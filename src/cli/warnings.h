#pragma once

#include <string>
#include <vector>

#include "api/verification.h"

namespace ggms::cli {

// Warnings: lines on stderr, which change neither results nor exit codes.

/// Prints what api::warnings_of says about a specification, or api::without_effect about options.
void warn_of(const std::vector<std::string>& warnings);

/// Warns of properties that no execution put to the test.
void warn_of_vacuity(const model::Problem& problem, const verify::Check& check);

}  // namespace ggms::cli
