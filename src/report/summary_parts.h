#pragma once

#include <string>

#include "base/phases.h"
#include "report/style.h"
#include "verify/check.h"

namespace ggms::report {

/// A paragraph below a verdict, with a line's end.
std::string indented(const std::string& text, const Style& style);

/// "95 configurations (4 + 21 + 35 + 35 at the round boundaries), 512 transitions"; empty if the check
/// counted nothing.
std::string work_text(const verify::Check& check);

/// "time: 1.2 s (specification 12 ms, solving 340 ms, checking 0.8 s)", of the whole run in seconds and its
/// phases.
std::string time_text(double seconds, const base::Phases& time);

}  // namespace ggms::report
