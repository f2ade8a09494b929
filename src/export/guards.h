#pragma once

#include <vector>

#include "export/system.h"

namespace ggms::exports {

/// Whether the guard of a rule is true of these messages. States are numbered as in the rule; `own` is the
/// receiver's state.
bool applies(const Rule& rule, const std::vector<int>& messages, int own);

}  // namespace ggms::exports
