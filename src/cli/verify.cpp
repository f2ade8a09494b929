// `ggms verify`: checks a protocol in every possible execution, by the explicit checker or by its slow twin.

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/inputs.h"
#include "api/specification.h"
#include "api/verification.h"
#include "base/phases.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/limits.h"
#include "cli/outputs.h"
#include "cli/shell_word.h"
#include "cli/signals.h"
#include "cli/traces.h"
#include "cli/warnings.h"
#include "report/margin.h"
#include "report/progress.h"
#include "report/runs/spacetime.h"
#include "report/summary.h"
#include "report/words.h"

namespace ggms::cli {

namespace {

/// Notes that the faults are not those that the protocol was made for, because its table may then lack
/// entries.
void warn_of_faults(const files::Protocol& protocol, const model::Problem& problem) {
  if (!api::may_lack_entries(protocol, problem)) return;
  complain("note: the protocol was made for faults " + to_string(protocol.problem.setting().faults) +
           ", not " + to_string(problem.setting().faults) +
           "; an execution that needs an entry that it lacks counts as violating 'undefined'");
}

base::ExitCode exit_code(verify::Verdict verdict) {
  switch (verdict) {
    case verify::Verdict::kVerified:
      return base::ExitCode::kYes;
    case verify::Verdict::kViolated:
      return base::ExitCode::kNo;
    case verify::Verdict::kUnknown:
      break;
  }
  return base::ExitCode::kUnknown;
}

/// A command with which another tool rechecks the answer. Empty if the files can't be read again, or if the
/// user asked about some properties only, because exports have all properties.
std::string recheck_command(const VerifyOptions& options) {
  if (!options.properties.empty()) return {};
  for (const std::string& path : {options.protocol, options.spec}) {
    if (!path.empty() && !std::filesystem::is_regular_file(path)) return {};
  }
  std::string command = "ggms export " + file_word(options.protocol) + " --to smt2";
  if (!options.spec.empty()) command += " --spec " + file_word(options.spec);
  if (options.faults) command += " --faults " + shell_word(to_string(*options.faults));
  return command + " | z3 -in";
}

/// The counterexample as a picture. Also writes it as a trace if the user asked for one.
std::string violation_text(const model::Problem& problem, const model::Machine& machine,
                           const verify::Violation& violation, const model::Execution& execution,
                           const VerifyOptions& options, Outputs& outputs) {
  if (!options.trace.empty()) {
    outputs.write(options.trace, trace_text(options.trace, {problem, machine, violation.scenario, execution,
                                                            violation.property}));
  }
  const report::Style style = report::detect_style(stdout);
  return "\n" + report::space_time(problem, violation.scenario, execution, violation.property, style) +
         report::space_time_legend(problem, violation.scenario, execution, style);
}

/// The text below the verdict.
std::string details_text(const model::Problem& problem, const verify::Check& result,
                         const report::Envelope& envelope) {
  std::string text;
  if (envelope.margin)
    text += "\n" + report::margin_text(problem, *envelope.margin, report::detect_style(stdout));
  if (!envelope.recheck.empty()) {
    const std::string says = result.verdict == verify::Verdict::kVerified ? "unsat" : "sat";
    text += "\nrecheck (SPIN, rumur, cvc5 and Quint can, too); this says " + says + ":\n  " +
            envelope.recheck + "\n";
  }
  if (envelope.check_cpu_seconds)
    text += "one check: " + report::duration(*envelope.check_cpu_seconds) + " of processor time\n";
  return text;
}

/// The question to the checker: all inputs, read and checked before the check begins.
struct Question {
  files::Protocol protocol;
  model::Problem problem;
};

Question read_question(const VerifyOptions& options, base::Stop& stop) {
  files::Protocol protocol = api::load_protocol(options.protocol, stop);
  std::optional<spec::Spec> spec;
  if (!options.spec.empty()) spec = api::load_spec(options.spec, stop);
  const model::Problem problem =
      api::problem_in(protocol, {.spec = spec, .faults = options.faults, .properties = options.properties});
  if (!options.trace.empty()) {
    require_trace_ending("--trace", options.trace);
    require_writable(options.trace, {options.protocol, options.spec});
  }
  if (!options.quiet && spec) warn_of(api::warnings_of(*spec, problem.setting(), stop));
  if (!options.quiet) warn_of_faults(protocol, problem);
  return {std::move(protocol), problem};
}

api::Verification ask(const Question& question, const VerifyOptions& options, base::Stop& stop,
                      base::Phases& time) {
  report::Progress progress(stderr, options.quiet);
  const auto tell = [&](const model::FaultLimits& faults) {
    progress.update("margin: " + to_string(faults));
  };
  return api::verify(question.problem, question.protocol.machine,
                     {options.method, options.threads, options.margin, tell}, stop, time);
}

}  // namespace

base::ExitCode verify(const VerifyOptions& options) {
  const base::Stopwatch run;
  base::Phases time;
  base::Stop stop = stop_of(options.limits);
  const auto booked = [&](const char* phase, const auto& work) {
    const base::Booked booking(time, phase);
    return work();
  };
  const Question question = booked("reading", [&] { return read_question(options, stop); });
  const model::Problem& problem = question.problem;
  const model::Machine& machine = question.protocol.machine;
  std::optional<double> one_check;
  if (options.repeat > 0)
    one_check =
        booked("timing", [&] { return api::cpu_seconds_of_check(problem, machine, options.repeat, stop); });
  const api::Verification answer = ask(question, options, stop, time);
  const verify::Check& result = answer.check;
  settle_answer();

  Outputs outputs;
  std::string text;
  if (answer.execution) {
    text = booked("writing", [&] {
      return violation_text(problem, machine, result.violations.at(0), *answer.execution, options, outputs);
    });
  } else if (!options.trace.empty() && !options.quiet) {
    complain("note: there is no counterexample, so " + options.trace + " was not written");
  }
  if (!outputs.written().empty()) text += "\n" + outputs.written_lines();
  report::Envelope envelope{GGMS_VERSION, 0, 0, outputs.written(), one_check};
  if (result.verdict != verify::Verdict::kUnknown) envelope.recheck = recheck_command(options);
  envelope.errors = outputs.errors();
  if (!options.properties.empty()) envelope.asked = report::Asked::kProperties;
  envelope.margin = answer.margin;
  if (options.margin && !answer.margin && !options.quiet)
    complain("note: there is no margin, because only a verified protocol has one");
  envelope.seconds = run.seconds();
  envelope.time = time;
  if (options.json) {
    text = report::verify_json(problem, machine, result, answer.why_unknown, envelope);
  } else {
    text = report::verify_summary(problem, result, envelope.seconds, time, answer.why_ended,
                                  report::detect_style(stdout), envelope.asked) +
           text + details_text(problem, result, envelope);
  }
  const bool cut_short = envelope.margin && interrupt_flag()->load();
  return outputs.finish(text, cut_short ? base::ExitCode::kUnknown : exit_code(result.verdict));
}

}  // namespace ggms::cli
