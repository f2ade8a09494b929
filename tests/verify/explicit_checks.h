#pragma once

#include <string>

#include "verify/explicit.h"

/// Helpers of the explicit checker's tests.
namespace ggms::verify {

Check check_of(const model::Problem& problem, const model::Machine& machine,
               const ExplicitOptions& options = {});

/// The explicit checker's verdict; expects the brute-force checker to agree.
Verdict verdict_of(const model::Problem& problem, const model::Machine& machine);

/// A specification of these assertions about zero and one.
model::Problem problem_with(const std::string& assertions, const model::Setting& setting);

}  // namespace ggms::verify
