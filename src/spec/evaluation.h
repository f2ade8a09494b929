#pragma once

#include "base/stop.h"
#include "spec/outcome.h"

namespace ggms::spec {

/// Like evaluate() of outcome.h, but throws base::Stopped once `stop` is requested, because there can be
/// millions of ways to choose processes. If there are few, it does not ask `stop`.
bool evaluate(const Formulas& formulas, NodeId formula, const Outcome& outcome, base::Stop& stop);

}  // namespace ggms::spec
