#pragma once

#include "api/synthesis.h"
#include "base/stop.h"
#include "cli/options.h"

namespace ggms::cli {

/// What `ggms synth` is asked, with all input files read. Reads and checks all that can be before the search,
/// and warns of a specification that looks wrong. Throws base::Error, also where outputs can't be written,
/// and base::Stopped.
api::SynthesisRequest read_request(const SynthOptions& options, base::Stop& stop);

}  // namespace ggms::cli
