#pragma once

#include <optional>
#include <string>

#include "api/simulation.h"

namespace ggms::cli {

/// The endings of trace files and what each means, for help texts: one place decides by them.
std::string trace_endings();

/// Throws base::Error, which lists the endings, where `path` has none of them.
void require_trace_ending(const std::string& option, const std::string& path);

/// Throws base::Error where `path` ends like one of them, but not like a scenario file.
void require_scenario_ending(const std::string& option, const std::string& path);

/// One execution, as files show it.
struct Trace {
  const model::Problem& problem;
  const model::Machine& machine;
  const model::Scenario& scenario;
  const model::Execution& execution;
  std::optional<int> broken_property;  // an index, Violation::kUndefined, or nullopt
};

/// The text of a trace file, in the format that its ending asks for.
std::string trace_text(const std::string& path, const Trace& trace);

}  // namespace ggms::cli
