#pragma once

#include <vector>

#include "export/system.h"

namespace ggms::exports {

/// Whether the guard of a rule is true of these messages: states as the rule names them, `own` that of the
/// receiver.
bool applies(const Rule& rule, const std::vector<int>& messages, int own);

}  // namespace ggms::exports
