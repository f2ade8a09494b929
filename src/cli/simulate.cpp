// `ggms simulate`: shows one execution, from a scenario file or drawn at random, as a picture in text.

#include <optional>
#include <string>

#include "api/inputs.h"
#include "api/simulation.h"
#include "api/verification.h"
#include "base/phases.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/limits.h"
#include "cli/outputs.h"
#include "cli/traces.h"
#include "report/answers_json.h"
#include "report/runs/spacetime.h"
#include "report/summary.h"

namespace ggms::cli {

namespace {

api::GivenScenario scenario_of(const SimulateOptions& options, const model::Problem& problem,
                               const model::Machine& machine, base::Stop& stop) {
  if (options.scenario.empty()) return api::random_scenario(problem, options.seed);
  return api::load_scenario(options.scenario, problem, machine, stop);
}

/// Notes that a trace's verdict differs from the run's: the trace may have been made with another
/// specification.
void warn_of_verdict(const std::string& file, const api::Simulation& run) {
  if (!run.is_told_otherwise()) return;
  complain("note: " + file + " says that the run violates '" + *run.told +
           "', but by the protocol's specification it " +
           (run.found ? "violates '" + *run.found + "' first" : "violates nothing"));
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

base::ExitCode simulate(const SimulateOptions& options) {
  const base::Stopwatch watch;
  base::Stop stop = stop_of();
  const files::Protocol protocol = api::load_protocol(options.protocol, stop);
  const model::Problem problem = api::problem_in(protocol, {.faults = options.faults});
  require_outputs(options);
  const api::Simulation run =
      api::simulate(problem, protocol.machine, scenario_of(options, problem, protocol.machine, stop));
  if (!options.quiet) warn_of_verdict(options.scenario, run);

  const report::Style style = report::detect_style(stdout);
  const std::string origin = options.scenario.empty() ? "random, seed " + std::to_string(options.seed)
                                                      : base::printable(options.scenario);
  std::string text = report::problem_text(problem, style) + "scenario: " + origin + "\n\n" +
                     report::space_time(problem, run.scenario, run.execution, run.broken, style) +
                     report::space_time_legend(problem, run.scenario, run.execution, style);
  settle_answer();
  Outputs outputs;
  if (!options.save.empty()) outputs.write(options.save, api::scenario_text(problem, run.scenario));
  if (!options.trace.empty()) {
    outputs.write(options.trace, trace_text(options.trace, {problem, protocol.machine, run.scenario,
                                                            run.execution, run.broken}));
  }
  if (options.json) {
    report::Envelope envelope{GGMS_VERSION, options.seed, watch.seconds(), outputs.written(), {}};
    envelope.errors = outputs.errors();
    text = report::simulate_json(problem, run.scenario, run.execution, run.broken, envelope);
  } else if (!outputs.written().empty())
    text += "\n" + outputs.written_lines();
  return outputs.finish(text, run.broken ? base::ExitCode::kNo : base::ExitCode::kYes);
}

}  // namespace ggms::cli
