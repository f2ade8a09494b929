// Trace files: the ending of a file's name decides what it holds.

#include "cli/traces.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "api/inputs.h"
#include "base/error.h"
#include "base/input_file.h"
#include "files/protocol.h"
#include "files/scenario.h"
#include "files/trace_file.h"
#include "report/mermaid.h"
#include "report/spacetime_svg.h"
#include "report/words.h"
#include "verify/check.h"

namespace ggms::cli {

namespace {

std::string informal_trace(const Trace& trace) {
  std::optional<std::string> broken;
  if (trace.broken_property)
    broken = verify::name_of(trace.problem, {*trace.broken_property, trace.scenario});
  return files::write_trace(trace.problem, trace.machine, trace.scenario, broken);
}

struct Format {
  const char* ending;
  const char* what;
  std::string (*text)(const Trace& trace);
};

/// An ending that is part of another one comes after it.
constexpr std::array kFormats = {
    Format{".itf.json", "a trace in the Informal Trace Format", informal_trace},
    Format{".json", "a scenario file",
           [](const Trace& trace) { return files::write_scenario(trace.scenario, trace.problem); }},
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
constexpr const Format& kInformalTrace = kFormats[0];
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
  return report::listed(texts, "or");
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

Given load_scenario(const std::string& path, const model::Problem& problem, const model::Machine& machine,
                    base::Stop& stop) {
  const std::string text = base::read_file(path, stop);
  api::refuse_specification(text, path);
  if (format_of(path) != &kInformalTrace) return {files::read_scenario(text, path, problem), {}};
  files::TraceFile trace = files::read_trace(text, path, problem, machine);
  return {std::move(trace.scenario), std::move(trace.broken)};
}

}  // namespace ggms::cli
