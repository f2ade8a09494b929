#pragma once

#include <optional>

#include "base/stop.h"
#include "model/machine.h"
#include "verify/check.h"

namespace ggms::verify {

/// Among the violations with as many failing processes as the problem's limits allow (no fewer may suffice),
/// the one with the fewest lost messages, and of these the first in lexicographic order. nullopt if that
/// would take too long (many processes), or if `stop` is requested.
std::optional<Violation> fewest_faults(const model::Problem& problem, const model::Machine& machine,
                                       base::Stop& stop);

}  // namespace ggms::verify
