#pragma once

#include "model/problem.h"

namespace ggms::verify {

/// A specification with three values: a process that starts with the first one decides it, so initial values
/// matter until the end of a run.
extern const char* const kOwnValue;

/// The problem of that specification in three rounds with two states.
model::Problem own_value_problem(int processes, model::View view);

}  // namespace ggms::verify
