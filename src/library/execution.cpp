// Scenarios and executions in the public header.

#include <map>

#include "api/simulation.h"
#include "api/verification.h"
#include "base/input_file.h"
#include "base/output_file.h"
#include "base/suggestion.h"
#include "library/access.h"
#include "report/answers_json.h"
#include "report/runs/mermaid.h"
#include "report/runs/spacetime.h"
#include "report/runs/spacetime_svg.h"

namespace ggms {

namespace {

constexpr const char* kScenario = "scenario";  // what errors call one without a file

std::string text_picture(const Execution::Impl& of) {
  const api::Simulation& run = of.simulation;
  return report::space_time(*of.problem, run.scenario, run.execution, run.broken, kText) +
         report::space_time_legend(*of.problem, run.scenario, run.execution, kText);
}

std::string drawing(const Execution::Impl& of) {
  const api::Simulation& run = of.simulation;
  return report::space_time_svg(*of.problem, run.scenario, run.execution, run.broken);
}

std::string diagram(const Execution::Impl& of) {
  const api::Simulation& run = of.simulation;
  return report::mermaid(*of.problem, run.scenario, run.execution, run.broken);
}

std::string trace(const Execution::Impl& of) {
  return api::trace_text(*of.problem, *of.machine, of.simulation.scenario, of.simulation.broken);
}

api::Circumstances with_faults(const std::optional<std::string>& faults) {
  api::Circumstances circumstances;
  if (faults) circumstances.faults = model::parse_faults(*faults);
  return circumstances;
}

}  // namespace

std::shared_ptr<const model::Problem> Access::problem_of(const Protocol& protocol,
                                                         const api::Circumstances& other) {
  const bool is_own = !other.spec && !other.faults && other.properties.empty();
  if (is_own) return {protocol.impl_, &protocol.impl_->protocol.problem};
  return std::make_shared<const model::Problem>(api::problem_in(protocol.impl_->protocol, other));
}

Execution Access::run(const Protocol& protocol, std::shared_ptr<const model::Problem> problem,
                      const api::GivenScenario& given, std::uint64_t seed) {
  const std::shared_ptr<const model::Machine> machine(protocol.impl_, &protocol.impl_->protocol.machine);
  Execution made;
  made.impl_ = std::make_shared<const Execution::Impl>(
      Execution::Impl{problem, machine, api::simulate(*problem, *machine, given), seed});
  return made;
}

Scenario Scenario::load(const std::string& path, const Limits& limits) {
  return guarded([&] {
    base::Stop stop = stop_of(limits);
    return Scenario(base::read_file(path, stop));
  });
}

void Scenario::save(const std::string& path, const Limits& limits) const {
  guarded([&] { write_under(limits, path, text_); });
}

Scenario Execution::scenario() const {
  return guarded([&] { return Scenario(api::scenario_text(*impl_->problem, impl_->simulation.scenario)); });
}

std::vector<std::vector<std::optional<std::string>>> Execution::states() const {
  std::vector<std::vector<std::optional<std::string>>> boundaries;
  for (const std::vector<int>& row : impl_->simulation.execution.states) {
    const int boundary = static_cast<int>(boundaries.size());
    std::vector<std::optional<std::string>>& names = boundaries.emplace_back();
    for (const int state : row) {
      const bool is_absent = state == model::Execution::kAbsent;
      names.push_back(is_absent ? std::nullopt : std::optional(impl_->problem->state_name(boundary, state)));
    }
  }
  return boundaries;
}

std::vector<std::optional<std::string>> Execution::decisions() const {
  const std::vector<std::string>& names = impl_->problem->specification().decisions;
  std::vector<std::optional<std::string>> decisions;
  for (const spec::Observation& seen : impl_->simulation.execution.outcome.processes) {
    const bool is_none = seen.decision == spec::Observation::kNone;
    decisions.push_back(is_none ? std::nullopt
                                : std::optional(names[static_cast<std::size_t>(seen.decision)]));
  }
  return decisions;
}

std::optional<std::string> Execution::violated() const {
  return impl_->simulation.found;
}

std::string Execution::drawn(const std::string& format) const {
  static const std::map<std::string, std::string (*)(const Impl&)> kFormats = {
      {"text", text_picture},
      {"svg", drawing},
      {"mermaid", diagram},
      {"itf", trace},
  };
  return guarded([&] {
    const auto it = kFormats.find(format);
    if (it != kFormats.end()) return it->second(*impl_);
    std::vector<std::string> known;
    for (const auto& [name, draw] : kFormats) known.push_back(name);
    refuse("format", base::unknown_word("format", format, known));
  });
}

std::string Execution::json() const {
  return guarded([&] {
    const api::Simulation& run = impl_->simulation;
    return report::simulate_json(*impl_->problem, run.scenario, run.execution, run.broken,
                                 {GGMS_VERSION, impl_->seed, 0, {}, {}});
  });
}

Execution Protocol::simulate(const Scenario& scenario, const std::optional<std::string>& faults) const {
  return guarded([&] {
    const auto problem = Access::problem_of(*this, with_faults(faults));
    return Access::run(*this, problem,
                       api::read_scenario(scenario.text(), kScenario, *problem, impl_->protocol.machine));
  });
}

Execution Protocol::simulate(std::uint64_t seed, const std::optional<std::string>& faults) const {
  return guarded([&] {
    const auto problem = Access::problem_of(*this, with_faults(faults));
    return Access::run(*this, problem, api::random_scenario(*problem, seed), seed);
  });
}

}  // namespace ggms
