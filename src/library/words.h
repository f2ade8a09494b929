#pragma once

#include <ggms/ggms.h>
#include "model/machine.h"
#include "model/problem.h"

// Settings and table entries in the words of the public header, and back.

namespace ggms {

Setting in_words(const model::Setting& setting);

Transition in_words(const model::Problem& problem, const model::Entry& entry, model::State next);

/// The entry that a transition is about. Throws Error, which names the field, if there is none like that.
model::Entry entry_of(const model::Problem& problem, const Transition& transition);

}  // namespace ggms
