#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "base/stop.h"
#include "synth/synthesis.h"

namespace ggms::synth {

/// Properties that can't be met together.
struct Conflict {
  std::vector<int> properties;  // indices into Spec::properties, ascending
  bool minimal = false;         // proved: if any one of them is left out, the others can
};

/// Whether these properties (indices, ascending) can be met together; nullopt if that is not known.
using CanBeMet = std::function<std::optional<bool>(const std::vector<int>&)>;

/// Of `count` properties, which can't all be met: as few of them as can be that can't, either. Where the
/// oracle does not know, or there are more than a dozen, there may be fewer. An oracle that says true of some
/// properties must not say false of fewer.
Conflict smallest_conflict(int count, const CanBeMet& can_be_met);

/// The same for an infeasible attempt at a specification: the exact engine, or full information where the
/// number of states is open, says what can be met in its setting. No single question takes more than half of
/// the time that is left, of `seconds` and of `limits`.
Conflict explain(const spec::Spec& spec, const Attempt& attempt, const Options& options,
                 const base::Stop& limits, double seconds, const OnProgress& on_progress);

}  // namespace ggms::synth
