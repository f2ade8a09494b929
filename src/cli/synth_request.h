#pragma once

#include <string>

#include "api/found.h"
#include "base/stop.h"
#include "cli/options.h"
#include "model/setting.h"
#include "spec/spec.h"
#include "synth/synthesis.h"

namespace ggms::cli {

/// What `ggms synth` is asked, with all input files read.
struct SynthRequest {
  const SynthOptions& options;
  spec::Spec spec;
  synth::Range range;
  model::Setting setting;  // the one to start from; what grows is 1
  synth::Options engine;
};

/// Reads and checks all that can be before the search, and warns of a specification that looks wrong.
/// `options` has to outlive the request. Throws base::Error, also where outputs can't be written,
/// and base::Stopped.
SynthRequest read_request(const SynthOptions& options, base::Stop& stop);

/// What is written of a found protocol. `seconds`: of the search; `path` as api::Finding has it.
api::Finding finding_of(const SynthOptions& options, double seconds, const std::string& path);

}  // namespace ggms::cli
