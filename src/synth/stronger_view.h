#pragma once

#include <optional>

#include "base/stop.h"
#include "synth/synthesis.h"

namespace ggms::synth {

/// What came out in the view in which processes see most. An answer that is not known has no machine, and its
/// attempts leave a round out, or one of them is unknown.
struct StrongerView {
  Growth growth;
  double seconds = 0;
};

/// Where processes don't know who they are: the same question, with the same rounds and states or their caps,
/// in the view vector+id, which shows all that any other view shows. It ends after a fixed number of steps,
/// so that it comes out the same in every run, unless `limits` end it before. nullopt if that is the view
/// already.
std::optional<StrongerView> ask_stronger_view(const spec::Spec& spec, const model::Setting& setting,
                                              const Range& range, const Options& options,
                                              const base::Stop& limits, const OnProgress& on_progress);

}  // namespace ggms::synth
