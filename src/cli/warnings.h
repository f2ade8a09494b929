#pragma once

#include "base/stop.h"
#include "model/problem.h"
#include "spec/spec.h"
#include "verify/check.h"

namespace ggms::cli {

// Warnings: lines on stderr, which change neither results nor exit codes.

/// Of a specification that no decision can violate or satisfy, with first_rounds to last_rounds rounds. None
/// where `stop` is requested first.
void warn_of_specification(const spec::Spec& spec, const model::Setting& setting, int first_rounds,
                           int last_rounds, base::Stop& stop);

/// Of properties that no execution put to the test.
void warn_of_vacuity(const model::Problem& problem, const verify::Check& check);

}  // namespace ggms::cli
