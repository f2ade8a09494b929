#pragma once

#include <string>

#include "export/system.h"

namespace ggms::exports {

/// The system as a module of TLA+; the file must have the module's name.
std::string tla(const System& system);
/// The text of the .cfg file beside the module, which tells TLC what to check.
std::string tla_config(const System& system);
/// Both in one text, with the configuration as a comment after the module.
std::string tla_with_config(const System& system);

}  // namespace ggms::exports
