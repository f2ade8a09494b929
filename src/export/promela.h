#pragma once

#include <string>

#include "export/system.h"

namespace ggms::exports {

/// The system in Promela, for SPIN: one process, a stored state an action, an assertion for each of the
/// system's at the end of a run. Throws base::Error if there are too many states for its bytes.
std::string promela(const System& system);

}  // namespace ggms::exports
