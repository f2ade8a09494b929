#pragma once

#include <string>

#include "base/stop.h"
#include "cli/options.h"
#include "files/protocol.h"
#include "verify/check.h"

namespace ggms::cli {

/// A found protocol as its file's text, and what a checker that knows nothing but this text says of it.
struct Checked {
  std::string text;
  files::Protocol protocol;
  verify::Check check;
};

/// Turns a machine that an engine's `check` found right into the text of a protocol file, total if that was
/// asked for, reads that back and checks it once more. `path` is what it will be called, empty if it won't be
/// written; `known` as read_protocol has it. Verdict kUnknown if stopped. Throws base::InternalError if
/// the checker disagrees with the engine.
Checked check_again(const model::Problem& problem, const model::Machine& machine, const verify::Check& check,
                    const SynthOptions& options, double seconds, const std::string& path, base::Stop& stop,
                    const spec::Spec* known = nullptr);

}  // namespace ggms::cli
