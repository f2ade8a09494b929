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

/// The numbers that the checker counted.
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
      {};  // sorted: the entries that no execution needs, according to the file
};

/// The file's text: JSON, with sorted transitions, one per line. The same protocol gives the same bytes.
/// Throws base::Stopped.
std::string write_protocol(const Protocol& protocol, base::Stop& stop);
/// The same without limits.
std::string write_protocol(const Protocol& protocol);

/// Reads a protocol file's text; errors name the file `file`. Throws base::Error with file and line (JSON
/// syntax) or with the JSON path to the error. Does not trust the file: checks names, sizes, ranges,
/// duplicates. `known`: a specification to use if the file has the same name and text, because reading one is
/// slow. Throws base::Stopped.
Protocol read_protocol(const std::string& text, const std::string& file, base::Stop& stop,
                       const spec::Spec* known = nullptr);
/// The same without limits.
Protocol read_protocol(const std::string& text, const std::string& file);

}  // namespace ggms::files
