#pragma once

#include <string>

#include "export/system.h"

namespace ggms::exports {

/// The system as a module of TLA+, whose name has to be that of its file.
std::string tla(const System& system);
/// What TLC has to know to check it: the text of the .cfg file beside the module.
std::string tla_config(const System& system);
/// Both in one text, the configuration as a comment behind the module.
std::string tla_with_config(const System& system);

}  // namespace ggms::exports
