#pragma once

#include <string>

#include "verify/explicit.h"

/// What tests of the explicit checker ask it.
namespace ggms::verify {

Check check_of(const model::Problem& problem, const model::Machine& machine,
               const ExplicitOptions& options = {});

/// The verdict; the checker that runs scenario after scenario has to agree.
Verdict verdict_of(const model::Problem& problem, const model::Machine& machine);

/// A specification of these assertions about zero and one.
model::Problem problem_with(const std::string& assertions, const model::Setting& setting);

}  // namespace ggms::verify
