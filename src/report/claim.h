#pragma once

#include <string>

#include "synth/synthesis.h"

namespace ggms::report {

/// The answer to what was asked: found; infeasible only where no further setting could be meant, that is
/// where rounds and states were given, or the one round that was given has no internal states; else unknown.
synth::Answer answer_of(const synth::Growth& growth, const synth::Range& range);

/// Whether the answer is about processes with any number of internal states.
bool is_for_any_states(const synth::Growth& growth, const synth::Range& range);

/// What an infeasible answer says of its processes and faults, and no more: "in the view vector takes 2
/// rounds with at most 2 internal states", of which the subject is "no protocol for ...".
std::string ruled_out_text(const synth::Growth& growth, const synth::Range& range);

}  // namespace ggms::report
