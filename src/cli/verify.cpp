// `ggms verify`: checks a protocol in every possible execution, by the explicit checker or by its slow twin.

#include <ctime>

#include <filesystem>
#include <optional>
#include <string>

#include "base/check.h"
#include "base/error.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/inputs.h"
#include "cli/outputs.h"
#include "cli/shell_word.h"
#include "cli/signals.h"
#include "cli/stopwatch.h"
#include "cli/traces.h"
#include "cli/warnings.h"
#include "report/progress.h"
#include "report/spacetime.h"
#include "report/summary.h"
#include "report/words.h"
#include "verify/explicit.h"
#include "verify/scenarios.h"

namespace ggms::cli {

namespace {

/// Processor time that the whole program has taken so far.
double cpu_seconds() {
  constexpr double kNanosecond = 1e-9;
  timespec time{};
  CHECK(clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0);
  return static_cast<double>(time.tv_sec) + kNanosecond * static_cast<double>(time.tv_nsec);
}

/// Mean processor seconds of one check for the verdict and the counts, everything that it needs built anew
/// each time. nullopt if it was stopped before the end.
std::optional<double> time_checks(const model::Problem& problem, const model::Machine& machine, int repeat,
                                  base::Stop& stop) {
  const double before = cpu_seconds();
  for (int i = 0; i < repeat; ++i) {
    verify::Explicit(problem).check(machine, verify::ExplicitOptions{}, stop);
    if (stop.reason() != base::Stop::Reason::kNone) return std::nullopt;
  }
  return (cpu_seconds() - before) / repeat;
}

verify::Check check(const model::Problem& problem, const model::Machine& machine,
                    const VerifyOptions& options, base::Stop& stop) {
  if (options.method == Method::kScenarios)
    return verify::check_scenarios(problem, machine, options.threads, stop);
  verify::ExplicitOptions with_uses;
  with_uses.uses = true;
  return verify::check_explicit(problem, machine, with_uses, stop);
}

/// More may go wrong than the protocol was made for, so that it may well lack entries.
void warn_of_faults(const model::Protocol& protocol, const model::Problem& problem) {
  const model::FaultLimits& own = protocol.problem.setting().faults;
  const model::FaultLimits& now = problem.setting().faults;
  if (!model::is_weaker(own, now)) return;
  complain("note: the protocol was made for faults " + to_string(own) + ", not " + to_string(now) +
           "; an execution that needs an entry that it lacks counts as violating 'undefined'");
}

ExitCode exit_code(verify::Verdict verdict) {
  switch (verdict) {
    case verify::Verdict::kVerified:
      return ExitCode::kYes;
    case verify::Verdict::kViolated:
      return ExitCode::kNo;
    case verify::Verdict::kUnknown:
      break;
  }
  return ExitCode::kUnknown;
}

/// A command with which a program that is not ours checks the same; empty where the files can't be read
/// again.
std::string recheck_command(const VerifyOptions& options) {
  for (const std::string& path : {options.protocol, options.spec}) {
    if (!path.empty() && !std::filesystem::is_regular_file(path)) return {};
  }
  std::string command = "ggms export " + file_word(options.protocol) + " --to smt2";
  if (!options.spec.empty()) command += " --spec " + file_word(options.spec);
  if (options.faults) command += " --faults " + shell_word(to_string(*options.faults));
  return command + " | z3 -in";
}

/// The plain simulator's run of a counterexample. Throws base::InternalError if it finds nothing wrong.
model::Execution replay(const model::Problem& problem, const model::Machine& machine,
                        const verify::Violation& violation) {
  model::Execution execution = model::simulate(problem, machine, violation.scenario);
  CHECK(verify::broken_property(problem, execution) == violation.property);
  return execution;
}

}  // namespace

ExitCode verify(const VerifyOptions& options) {
  const Stopwatch run;
  const model::Protocol protocol = load_protocol(options.protocol);
  std::optional<spec::Spec> spec;
  if (!options.spec.empty()) spec = spec::load_spec(options.spec);
  const model::Problem problem = changed_problem(protocol, spec, options.faults);
  if (!options.trace.empty()) {
    require_trace_ending("--trace", options.trace);
    require_writable(options.trace, {options.protocol, options.spec});
  }
  const int rounds = problem.setting().rounds;
  if (!options.quiet && spec) warn_of_specification(*spec, problem.setting(), rounds, rounds);
  if (!options.quiet) warn_of_faults(protocol, problem);

  base::Stop stop(options.limits.timeout, options.limits.memory, interrupt_flag());
  std::optional<double> one_check;
  if (options.repeat > 0) one_check = time_checks(problem, protocol.machine, options.repeat, stop);
  const Stopwatch checking;
  const verify::Check result = check(problem, protocol.machine, options, stop);
  const double check_seconds = checking.seconds();
  const std::string why_unknown = result.verdict == verify::Verdict::kUnknown ? to_string(stop.reason()) : "";

  const report::Style style = report::detect_style(stdout);
  Outputs outputs;
  std::string text;
  if (result.verdict == verify::Verdict::kViolated) {
    const verify::Violation& violation = result.violations.at(0);
    const model::Execution execution = replay(problem, protocol.machine, violation);
    text = "\n" + report::space_time(problem, violation.scenario, execution, violation.property, style);
    if (!options.trace.empty()) {
      outputs.write(options.trace, trace_text(options.trace, {problem, protocol.machine, violation.scenario,
                                                              execution, violation.property}));
    }
  } else if (!options.trace.empty() && !options.quiet) {
    complain("note: there is no counterexample, so " + options.trace + " was not written");
  }
  if (!outputs.written().empty()) text += "\n" + outputs.written_lines();
  report::Envelope envelope{GGMS_VERSION, 0, run.seconds(), outputs.written(), one_check};
  if (result.verdict != verify::Verdict::kUnknown) envelope.recheck = recheck_command(options);
  envelope.errors = outputs.errors();
  if (options.json) {
    text = report::verify_json(problem, protocol.machine, result, why_unknown, envelope);
  } else {
    if (!envelope.recheck.empty()) {
      text += "\nrecheck (SPIN, rumur, cvc5 and Quint can, too): " + envelope.recheck + "   says " +
              (result.verdict == verify::Verdict::kVerified ? "unsat\n" : "sat\n");
    }
    if (one_check) text += "one check: " + report::duration(*one_check) + " of processor time\n";
    text = report::verify_summary(problem, result, check_seconds, why_unknown, style) + text;
  }
  return outputs.finish(text, exit_code(result.verdict));
}

}  // namespace ggms::cli
