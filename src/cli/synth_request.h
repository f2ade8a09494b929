#pragma once

#include "api/synthesis.h"
#include "base/stop.h"
#include "cli/options.h"

namespace ggms::cli {

/// The request of `ggms synth`, with all input files read. Checks all that can be checked before the search,
/// and warns of a specification that looks wrong. Throws base::Error if an input is wrong or an output can't
/// be written, and base::Stopped.
api::SynthesisRequest read_request(const SynthOptions& options, base::Stop& stop);

}  // namespace ggms::cli
