#pragma once

#include <z3++.h>

#include <optional>

namespace ggms::spec {

/// The premise of a property (a closed term): a closed term such that the property is true of every run in
/// which the premise is false. nullopt if every run tests the property.
std::optional<z3::expr> premise_of(const z3::expr& property);

}  // namespace ggms::spec
