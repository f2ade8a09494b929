#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/stop.h"
#include "model/machine.h"
#include "model/problem.h"
#include "model/step.h"

namespace ggms::api {

/// How the name of a file ends that has a scenario as a trace, in the Informal Trace Format.
inline constexpr const char* kTraceEnding = ".itf.json";

/// A scenario to be played.
struct GivenScenario {
  model::Scenario scenario;
  std::optional<std::string> told = {};  // the property that its file says that the run violates
};

/// Reads a scenario in the words of the problem: a trace where `name` ends so or the text is one, which has
/// to be one of this machine, else a scenario file. `name` is what errors cite. Throws base::Error.
GivenScenario read_scenario(const std::string& text, const std::string& name, const model::Problem& problem,
                            const model::Machine& machine);

/// The same of a file (base/input_file.h).
GivenScenario load_scenario(const std::string& path, const model::Problem& problem,
                            const model::Machine& machine, base::Stop& stop);

/// Random initial values and faults of the problem's setting. Same seed, same scenario.
GivenScenario random_scenario(const model::Problem& problem, std::uint64_t seed);

/// One execution.
struct Simulation {
  model::Scenario scenario;
  model::Execution execution;
  std::optional<int>
      broken;  // the property that it violates: an index, verify::Violation::kUndefined, or none
  std::optional<std::string> found;  // the same by name
  std::optional<std::string> told;   // what the scenario's file says of that, if it says anything

  /// Whether the file was made with another specification, or is wrong.
  bool is_told_otherwise() const { return told && told != found; }
};

/// Plays a scenario, by the plain simulator. Throws base::Error if it is none of the problem's setting.
Simulation simulate(const model::Problem& problem, const model::Machine& machine, const GivenScenario& given);

/// The scenario's file: what read_scenario reads.
std::string scenario_text(const model::Problem& problem, const model::Scenario& scenario);

/// The trace of the machine's run: the same, for a name that ends like a trace. `broken` as Simulation has
/// it.
std::string trace_text(const model::Problem& problem, const model::Machine& machine,
                       const model::Scenario& scenario, std::optional<int> broken);

}  // namespace ggms::api
