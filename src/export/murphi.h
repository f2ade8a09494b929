#pragma once

#include <string>

#include "export/system.h"

namespace ggms::exports {

/// The system in Murphi, for rumur: a rule for each action, an invariant for each of the system's assertions.
std::string murphi(const System& system);

}  // namespace ggms::exports
