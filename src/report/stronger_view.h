#pragma once

#include <string>

#include "synth/stronger_view.h"

namespace ggms::report {

/// What came out, beside an infeasible answer: that there is a protocol, that there is none either (with what
/// that claims), or neither.
std::string stronger_view_text(const synth::StrongerView& stronger, const synth::Range& range);

}  // namespace ggms::report
