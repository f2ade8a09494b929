#pragma once

#include <optional>
#include <string>

#include "api/simulation.h"

namespace ggms::cli {

/// The endings of trace files with their meanings, for help texts.
std::string trace_endings();

/// Throws base::Error, which lists the endings, if `path` has none of them.
void require_trace_ending(const std::string& option, const std::string& path);

/// Throws base::Error if `path` has the ending of a trace format other than the scenario file's.
void require_scenario_ending(const std::string& option, const std::string& path);

/// One execution, to be written to a trace file.
struct Trace {
  const model::Problem& problem;
  const model::Machine& machine;
  const model::Scenario& scenario;
  const model::Execution& execution;
  std::optional<int> broken_property;  // an index, Violation::kUndefined, or nullopt
};

/// The text of a trace file, in the format of the path's ending.
std::string trace_text(const std::string& path, const Trace& trace);

}  // namespace ggms::cli
