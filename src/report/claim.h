#pragma once

#include <string>

#include "synth/synthesis.h"

namespace ggms::report {

/// The claim of an infeasible answer: "in the view vector takes 2 rounds with at most 2 internal states". The
/// caller puts the subject in front, "no protocol for ...".
std::string ruled_out_text(const synth::Growth& growth, const synth::Range& range);

}  // namespace ggms::report
