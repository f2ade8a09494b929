#pragma once

#include <optional>
#include <string>

#include <z3++.h>

namespace ggms::audit {

/// Whether the variable of that de Bruijn index occurs in a term.
bool occurs(const z3::expr& term, unsigned index);

/// The error about a property with more ways to choose its processes than the auditor goes through; nullopt
/// for other properties.
std::optional<std::string> too_many_choices(const std::string& name, const z3::expr& property,
                                            const z3::sort& process, int processes);

}  // namespace ggms::audit
