#pragma once

#include <string>

#include "export/system.h"

namespace ggms::exports {

/// The system in Promela, for SPIN: one process, one stored state per action, and an assertion for each of
/// the system's at the end of a run.
std::string promela(const System& system);

}  // namespace ggms::exports
