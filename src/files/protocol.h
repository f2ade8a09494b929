#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/stop.h"
#include "model/machine.h"
#include "model/problem.h"

namespace ggms::files {

/// How a protocol was found, for the record.
struct Found {
  std::string engine;
  std::uint64_t seed = 0;
  std::string version;
  double seconds = 0;
};

/// What the checker counted.
struct Verified {
  std::uint64_t configurations = 0;
  std::uint64_t transitions = 0;
};

/// A protocol file (schema ggms/protocol/1): a specification, a setting and a machine.
struct Protocol {
  model::Problem problem;
  model::Machine machine;
  std::optional<Found> found;
  std::optional<Verified> verified;
  std::vector<model::Entry> unneeded =
      {};  // sorted: entries of which the file says that no execution needs them
};

/// The file's text: JSON, sorted transitions, one a line. Same protocol, same bytes. Throws base::Stopped.
std::string write_protocol(const Protocol& protocol, base::Stop& stop);
/// The same without limits.
std::string write_protocol(const Protocol& protocol);

/// Reads it back; `file` is what errors cite. Throws base::Error with file and line (JSON syntax) or the JSON
/// path of what is wrong. Never trusts: checks names, sizes, ranges, duplicates. `known`: a specification
/// that stands for the same name and text in the file, because reading one is slow. Throws base::Stopped.
Protocol read_protocol(const std::string& text, const std::string& file, base::Stop& stop,
                       const spec::Spec* known = nullptr);
/// The same without limits.
Protocol read_protocol(const std::string& text, const std::string& file);

}  // namespace ggms::files
