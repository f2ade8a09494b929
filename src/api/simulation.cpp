// One execution: from a scenario that is given, or drawn, to what its run breaks.

#include "api/simulation.h"

#include <utility>

#include "api/inputs.h"
#include "base/input_file.h"
#include "base/rng.h"
#include "files/scenario.h"
#include "files/trace_file.h"
#include "model/random_scenario.h"
#include "verify/check.h"

namespace ggms::api {

namespace {

std::optional<std::string> name_of(const model::Problem& problem, const model::Scenario& scenario,
                                   std::optional<int> broken) {
  if (!broken) return std::nullopt;
  return verify::name_of(problem, {*broken, scenario});
}

}  // namespace

GivenScenario read_scenario(const std::string& text, const std::string& name, const model::Problem& problem,
                            const model::Machine& machine) {
  refuse_specification(text, name);
  if (!name.ends_with(kTraceEnding) && !files::is_trace(text))
    return {files::read_scenario(text, name, problem), {}};
  files::TraceFile trace = files::read_trace(text, name, problem, machine);
  return {std::move(trace.scenario), std::move(trace.broken)};
}

GivenScenario load_scenario(const std::string& path, const model::Problem& problem,
                            const model::Machine& machine, base::Stop& stop) {
  return read_scenario(base::read_file(path, stop), path, problem, machine);
}

GivenScenario random_scenario(const model::Problem& problem, std::uint64_t seed) {
  base::Rng rng(seed, "scenario");
  return {model::random_scenario(problem.setting(), rng), {}};
}

Simulation simulate(const model::Problem& problem, const model::Machine& machine,
                    const GivenScenario& given) {
  model::validate(given.scenario, problem.setting());
  model::Execution execution = model::simulate(problem, machine, given.scenario);
  const std::optional<int> broken = verify::broken_property(problem, execution);
  return {given.scenario, std::move(execution), broken, name_of(problem, given.scenario, broken), given.told};
}

std::string scenario_text(const model::Problem& problem, const model::Scenario& scenario) {
  return files::write_scenario(scenario, problem);
}

std::string trace_text(const model::Problem& problem, const model::Machine& machine,
                       const model::Scenario& scenario, std::optional<int> broken) {
  return files::write_trace(problem, machine, scenario, name_of(problem, scenario, broken));
}

}  // namespace ggms::api
