#pragma once

#include "synth/synthesis.h"

namespace ggms::synth {

/// The answer to what was asked: found; infeasible only where no further setting could be meant, that is
/// where rounds and states were given, or the one round that was given has no internal states; else unknown.
Answer answer_of(const Growth& growth, const Range& range);

/// Whether the answer is about processes with any number of internal states.
bool is_for_any_states(const Growth& growth, const Range& range);

}  // namespace ggms::synth
