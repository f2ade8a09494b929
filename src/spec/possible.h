#pragma once

#include "spec/spec.h"

namespace ggms::spec {

enum class Possible { kYes, kNo, kUnknown };

/// Whether some run of so many processes, with any decisions and any faults, could end so that the closed
/// formula is true. kNo is certain; kYes may need more than any adversary can do. kUnknown where it
/// would take long to know.
Possible possible(const Spec& spec, NodeId formula, int processes);

}  // namespace ggms::spec
