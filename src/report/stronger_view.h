#pragma once

#include <string>

#include "synth/stronger_view.h"

namespace ggms::report {

/// The answer for a stronger view, beside an infeasible answer: there is a protocol, there is none either
/// (with the claim), or it is not decided.
std::string stronger_view_text(const synth::StrongerView& stronger, const synth::Range& range);

}  // namespace ggms::report
