#pragma once

#include "base/stop.h"
#include "spec/outcome.h"

namespace ggms::spec {

/// evaluate() of outcome.h, which throws base::Stopped once `stop` is requested: there can be millions of
/// ways to choose processes. Where there are few, `stop` is not asked.
bool evaluate(const Formulas& formulas, NodeId formula, const Outcome& outcome, base::Stop& stop);

}  // namespace ggms::spec
