// `ggms simulate`: one execution, from a scenario file or drawn at random, as a picture in text.

#include <optional>
#include <string>

#include "api/inputs.h"
#include "api/verification.h"
#include "base/phases.h"
#include "base/rng.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/limits.h"
#include "cli/outputs.h"
#include "cli/traces.h"
#include "files/protocol.h"
#include "files/scenario.h"
#include "model/random_scenario.h"
#include "report/answers_json.h"
#include "report/spacetime.h"
#include "report/summary.h"
#include "verify/check.h"

namespace ggms::cli {

namespace {

Given scenario_of(const SimulateOptions& options, const files::Protocol& protocol,
                  const model::Problem& problem, base::Stop& stop) {
  if (!options.scenario.empty()) return load_scenario(options.scenario, problem, protocol.machine, stop);
  base::Rng rng(options.seed, "scenario");
  return {model::random_scenario(problem.setting(), rng), {}};
}

/// A trace may have been made with another specification.
void warn_of_verdict(const std::string& file, const std::string& told,
                     const std::optional<std::string>& found) {
  if (told == found) return;
  complain("note: " + file + " says that the run violates '" + told +
           "', but by the protocol's specification it " +
           (found ? "violates '" + *found + "' first" : "violates nothing"));
}

void require_outputs(const SimulateOptions& options) {
  require_distinct({{"--save", options.save}, {"--trace", options.trace}});
  if (!options.trace.empty()) {
    require_trace_ending("--trace", options.trace);
    require_writable(options.trace, {options.protocol, options.scenario});
  }
  if (options.save.empty()) return;
  require_scenario_ending("--save", options.save);
  require_writable(options.save, {options.protocol, options.scenario});
}

}  // namespace

ExitCode simulate(const SimulateOptions& options) {
  const base::Stopwatch watch;
  base::Stop stop = stop_of();
  const files::Protocol protocol = api::load_protocol(options.protocol, stop);
  const model::Problem problem = api::problem_in(protocol, {.faults = options.faults});
  require_outputs(options);
  const Given given = scenario_of(options, protocol, problem, stop);
  const model::Scenario& scenario = given.scenario;
  const model::Execution execution = model::simulate(problem, protocol.machine, scenario);
  const std::optional<int> broken = verify::broken_property(problem, execution);
  if (given.broken && !options.quiet) {
    std::optional<std::string> name;
    if (broken) name = verify::name_of(problem, {*broken, scenario});
    warn_of_verdict(options.scenario, *given.broken, name);
  }

  const report::Style style = report::detect_style(stdout);
  const std::string origin = options.scenario.empty() ? "random, seed " + std::to_string(options.seed)
                                                      : base::printable(options.scenario);
  std::string text = report::problem_text(problem, style) + "scenario: " + origin + "\n\n" +
                     report::space_time(problem, scenario, execution, broken, style) +
                     report::space_time_legend(problem, scenario, execution, style);
  settle_answer();
  Outputs outputs;
  if (!options.save.empty()) outputs.write(options.save, files::write_scenario(scenario, problem));
  if (!options.trace.empty()) {
    outputs.write(options.trace,
                  trace_text(options.trace, {problem, protocol.machine, scenario, execution, broken}));
  }
  if (options.json) {
    report::Envelope envelope{GGMS_VERSION, options.seed, watch.seconds(), outputs.written(), {}};
    envelope.errors = outputs.errors();
    text = report::simulate_json(problem, scenario, execution, broken, envelope);
  } else if (!outputs.written().empty())
    text += "\n" + outputs.written_lines();
  return outputs.finish(text, broken ? ExitCode::kNo : ExitCode::kYes);
}

}  // namespace ggms::cli
