#pragma once

#include <string>

#include "export/system.h"

namespace ggms::exports {

/// The system as the module `protocol` of Quint, with `init`, `step` and the invariant `safe`.
std::string quint(const System& system);

}  // namespace ggms::exports
