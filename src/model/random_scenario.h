#pragma once

#include "base/rng.h"
#include "model/scenario.h"

namespace ggms::model {

/// A random scenario of the setting. Every pattern of failures and losses that the setting allows is
/// possible; their probabilities are not specified.
Scenario random_scenario(const Setting& setting, base::Rng& rng);

}  // namespace ggms::model
