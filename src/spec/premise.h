#pragma once

#include <z3++.h>

#include <optional>

namespace ggms::spec {

/// When a property, a closed term, is put to the test: a closed term, such that the property is true of every
/// run in which that isn't. Nothing where it is tested in every run.
std::optional<z3::expr> premise_of(const z3::expr& property);

}  // namespace ggms::spec
