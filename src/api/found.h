#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/stop.h"
#include "files/protocol.h"
#include "verify/check.h"

namespace ggms::api {

/// A found protocol as its file's text, and what a checker that knows nothing but this text says of it.
struct Checked {
  std::string text;
  files::Protocol protocol;
  verify::Check check;
};

/// What the file of a found protocol says of how it was found, and how it is to be written.
struct Finding {
  std::string engine;
  std::uint64_t seed = 0;
  double seconds = 0;  // of the search
  bool total = false;  // with an entry for every vector that a process could receive under any adversary
};

/// The gate before "found": turns a machine that an engine's `check` found right into the text of a protocol
/// file, reads that back and checks it once more. `known` as files::read_protocol has it. nullopt if stopped.
/// Throws base::InternalError if the checker disagrees with the engine.
std::optional<Checked> check_again(const model::Problem& problem, const model::Machine& machine,
                                   const verify::Check& check, const Finding& finding, base::Stop& stop,
                                   const spec::Spec* known = nullptr);

}  // namespace ggms::api
