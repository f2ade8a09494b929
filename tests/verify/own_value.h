#pragma once

#include "model/problem.h"

namespace ggms::verify {

/// Three values; who starts with the first one decides it: initial values count as long as a run goes.
extern const char* const kOwnValue;

/// The problem of that specification in three rounds with two states.
model::Problem own_value_problem(int processes, model::View view);

}  // namespace ggms::verify
