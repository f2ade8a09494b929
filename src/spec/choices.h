#pragma once

#include "spec/spec.h"

namespace ggms::spec {

/// How many ways to choose processes for a property's variables can be gone through, as a power of two. A
/// run's end takes up to a second of processor time then.
inline constexpr int kMaxChoicesLog2 = 23;

/// How many process variables lie inside each other in a formula, those that something is said of.
int nested_variables(const Formulas& formulas, NodeId formula);

/// Processes to the power of variables; exact as far as a double is.
double choices(int processes, int variables);

/// Throws base::Error, with the property's place, where there are more of them than can be gone through.
void require_few_choices(const Spec& spec, const Property& property, int processes);

}  // namespace ggms::spec
