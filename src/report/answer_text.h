#pragma once

#include <string>

#include "api/synthesis.h"
#include "report/style.h"
#include "spec/spec.h"

namespace ggms::report {

/// The answer of a synthesis as text: the summary, the machine as a table if one was found, and the story of
/// an infeasible answer.
std::string synth_text(const spec::Spec& spec, const api::Synthesis& synthesis, const Style& style);

}  // namespace ggms::report
