// Scenarios and executions in the public header.

#include <map>

#include "api/simulation.h"
#include "api/verification.h"
#include "base/input_file.h"
#include "base/output_file.h"
#include "base/suggestion.h"
#include "library/access.h"
#include "report/answers_json.h"
#include "report/mermaid.h"
#include "report/spacetime.h"
#include "report/spacetime_svg.h"
#include "verify/check.h"

namespace ggms {

namespace {

constexpr const char* kScenario = "scenario";  // what errors call one without a file

std::string text_picture(const Execution::Impl& of) {
  return report::space_time(of.problem, of.scenario, of.run, of.broken, {}) +
         report::space_time_legend(of.problem, of.scenario, of.run, {});
}

std::string trace(const Execution::Impl& of) {
  return api::trace_text(of.problem, of.machine, of.scenario, of.broken);
}

}  // namespace

Execution Access::made(Execution::Impl execution) {
  Execution made;
  made.impl_ = std::make_shared<const Execution::Impl>(std::move(execution));
  return made;
}

Scenario Scenario::load(const std::string& path) {
  return guarded([&] {
    base::Stop never;
    return Scenario(base::read_file(path, never));
  });
}

void Scenario::save(const std::string& path) const {
  guarded([&] { base::write_file(path, text_); });
}

const Scenario& Execution::scenario() const {
  return impl_->written;
}

std::vector<std::vector<std::optional<std::string>>> Execution::states() const {
  std::vector<std::vector<std::optional<std::string>>> boundaries;
  for (const std::vector<int>& row : impl_->run.states) {
    const int boundary = static_cast<int>(boundaries.size());
    std::vector<std::optional<std::string>>& names = boundaries.emplace_back();
    for (const int state : row) {
      const bool is_absent = state == model::Execution::kAbsent;
      names.push_back(is_absent ? std::nullopt : std::optional(impl_->problem.state_name(boundary, state)));
    }
  }
  return boundaries;
}

std::vector<std::optional<std::string>> Execution::decisions() const {
  const std::vector<std::string>& names = impl_->problem.specification().decisions;
  std::vector<std::optional<std::string>> decisions;
  for (const spec::Observation& seen : impl_->run.outcome.processes) {
    const bool is_none = seen.decision == spec::Observation::kNone;
    decisions.push_back(is_none ? std::nullopt
                                : std::optional(names[static_cast<std::size_t>(seen.decision)]));
  }
  return decisions;
}

std::optional<std::string> Execution::violated() const {
  if (!impl_->broken) return std::nullopt;
  return verify::name_of(impl_->problem, {*impl_->broken, impl_->scenario});
}

std::string Execution::drawn(const std::string& format) const {
  static const std::map<std::string, std::string (*)(const Impl&)> kFormats = {
      {"text", text_picture},
      {"svg",
       [](const Impl& of) { return report::space_time_svg(of.problem, of.scenario, of.run, of.broken); }},
      {"mermaid", [](const Impl& of) { return report::mermaid(of.problem, of.scenario, of.run, of.broken); }},
      {"itf", trace},
  };
  return guarded([&] {
    const auto it = kFormats.find(format);
    if (it != kFormats.end()) return it->second(*impl_);
    std::vector<std::string> known;
    for (const auto& [name, draw] : kFormats) known.push_back(name);
    throw base::Error(base::unknown_word("format", format, known));
  });
}

std::string Execution::json() const {
  return guarded([&] {
    return report::simulate_json(impl_->problem, impl_->scenario, impl_->run, impl_->broken,
                                 {GGMS_VERSION, 0, 0, {}, {}});
  });
}

Execution Access::run(const model::Problem& problem, const model::Machine& machine,
                      const api::GivenScenario& given) {
  api::Simulation simulation = api::simulate(problem, machine, given);
  return made({problem, machine, simulation.scenario, std::move(simulation.execution), simulation.broken,
               Scenario(api::scenario_text(problem, simulation.scenario))});
}

namespace {

model::Problem problem_of(const Protocol::Impl& protocol, const std::optional<std::string>& faults) {
  api::Circumstances circumstances;
  if (faults) circumstances.faults = model::parse_faults(*faults);
  return api::problem_in(protocol.protocol, circumstances);
}

}  // namespace

Execution Protocol::simulate(const Scenario& scenario, const std::optional<std::string>& faults) const {
  return guarded([&] {
    const model::Problem problem = problem_of(*impl_, faults);
    const model::Machine& machine = impl_->protocol.machine;
    return Access::run(problem, machine, api::read_scenario(scenario.text(), kScenario, problem, machine));
  });
}

Execution Protocol::simulate(std::uint64_t seed, const std::optional<std::string>& faults) const {
  return guarded([&] {
    const model::Problem problem = problem_of(*impl_, faults);
    return Access::run(problem, impl_->protocol.machine, api::random_scenario(problem, seed));
  });
}

}  // namespace ggms
