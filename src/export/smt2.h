#pragma once

#include <string>

#include "export/system.h"

namespace ggms::exports {

/// The system as one query in SMT-LIB 2.6: satisfiable if and only if some run breaks an assertion.
std::string smt2(const System& system);

}  // namespace ggms::exports
