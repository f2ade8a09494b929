#pragma once

#include <string>

#include "spec/spec.h"

namespace ggms::spec {

/// A closed formula as an SMT-LIB term. Variables are called a, b, ..., z, x26, x27, ...
std::string formula_text(const Spec& spec, NodeId formula);

}  // namespace ggms::spec
