// Trace files: the ending of a file's name decides its format.

#include "cli/traces.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "api/simulation.h"
#include "base/error.h"
#include "base/words.h"
#include "report/runs/mermaid.h"
#include "report/runs/spacetime_svg.h"

namespace ggms::cli {

namespace {

struct Format {
  const char* ending;
  const char* what;
  std::string (*text)(const Trace& trace);
};

/// An ending that is part of another ending comes after it.
constexpr std::array kFormats = {
    Format{api::kTraceEnding, "a trace in the Informal Trace Format",
           [](const Trace& trace) {
             return api::trace_text(trace.problem, trace.machine, trace.scenario, trace.broken_property);
           }},
    Format{".json", "a scenario file",
           [](const Trace& trace) { return api::scenario_text(trace.problem, trace.scenario); }},
    Format{".mmd", "a Mermaid sequence diagram",
           [](const Trace& trace) {
             return report::mermaid(trace.problem, trace.scenario, trace.execution, trace.broken_property);
           }},
    Format{".svg", "a space-time diagram",
           [](const Trace& trace) {
             return report::space_time_svg(trace.problem, trace.scenario, trace.execution,
                                           trace.broken_property);
           }},
};
constexpr const Format& kScenario = kFormats[1];

const Format* format_of(const std::string& path) {
  const auto format = std::find_if(kFormats.begin(), kFormats.end(),
                                   [&](const Format& candidate) { return path.ends_with(candidate.ending); });
  return format == kFormats.end() ? nullptr : format;
}

}  // namespace

std::string trace_endings() {
  std::vector<std::string> texts;
  for (const Format& format : kFormats) texts.push_back(fmt::format("{} ({})", format.ending, format.what));
  return base::listed(texts, "or");
}

void require_trace_ending(const std::string& option, const std::string& path) {
  if (format_of(path) == nullptr)
    throw base::Error(fmt::format("{}: '{}' must end in {}", option, path, trace_endings()));
}

void require_scenario_ending(const std::string& option, const std::string& path) {
  const Format* format = format_of(path);
  if (format != nullptr && format != &kScenario)
    throw base::Error(
        fmt::format("{} writes {}; for {} use --trace", option, kScenario.what, format->ending));
}

std::string trace_text(const std::string& path, const Trace& trace) {
  return format_of(path)->text(trace);
}

}  // namespace ggms::cli
