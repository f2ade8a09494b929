#pragma once

#include "spec/spec.h"

namespace ggms::spec {

/// The largest number of ways to choose processes for a property's variables that ggms goes through, as a
/// power of two. Judging the end of one run then takes up to a second of processor time.
inline constexpr int kMaxChoicesLog2 = 23;

/// How many quantified process variables lie inside each other in a formula.
int nested_variables(const Formulas& formulas, NodeId formula);

/// Processes to the power of variables; exact as far as a double is.
double choices(int processes, int variables);

/// Throws base::Error, with the property's place, if there are more choices than that.
void require_few_choices(const Spec& spec, const Property& property, int processes);

}  // namespace ggms::spec
