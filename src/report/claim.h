#pragma once

#include <string>

#include "synth/synthesis.h"

namespace ggms::report {

/// What an infeasible answer says of its processes and faults, and no more: "in the view vector takes 2
/// rounds with at most 2 internal states", of which the subject is "no protocol for ...".
std::string ruled_out_text(const synth::Growth& growth, const synth::Range& range);

}  // namespace ggms::report
