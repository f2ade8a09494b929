// `ggms simulate`: one execution, from a scenario file or drawn at random, as a picture in text.

#include <optional>
#include <string>

#include "base/rng.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/inputs.h"
#include "model/random_scenario.h"
#include "report/spacetime.h"
#include "verify/check.h"

namespace ggms::cli {

namespace {

model::Scenario scenario_of(const SimulateOptions& options, const model::Problem& problem) {
  if (!options.scenario.empty())
    return model::read_scenario(read_file(options.scenario), options.scenario, problem);
  base::Rng rng(options.seed, "scenario");
  return model::random_scenario(problem.setting(), rng);
}

}  // namespace

ExitCode simulate(const SimulateOptions& options) {
  const model::Protocol protocol = load_protocol(options.protocol);
  const model::Problem problem = changed_problem(protocol, {}, options.faults);
  if (!options.save.empty()) require_writable(options.save, {options.protocol, options.scenario});
  const model::Scenario scenario = scenario_of(options, problem);
  const model::Execution execution = model::simulate(problem, protocol.machine, scenario);
  const std::optional<int> broken = verify::broken_property(problem, execution);

  const report::Style style = report::detect_style(stdout);
  const std::string origin =
      options.scenario.empty() ? "random, seed " + std::to_string(options.seed) : options.scenario;
  std::string text = report::bold(style, problem.specification().name) + ": " + describe(problem.setting()) +
                     "\n" + "scenario: " + origin + "\n\n" +
                     report::space_time(problem, scenario, execution, broken, style);
  if (!options.save.empty()) {
    write_file_atomically(options.save, model::write_scenario(scenario, problem));
    text += "\nwritten: " + options.save + "\n";
  }
  print(text);
  return broken ? ExitCode::kNo : ExitCode::kYes;
}

}  // namespace ggms::cli
