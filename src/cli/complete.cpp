// `ggms complete`: gives a protocol an entry for every vector that a process could receive under any
// adversary. The new entries follow the rules that `ggms show` prints.

#include <optional>
#include <string>
#include <utility>

#include "api/completion.h"
#include "api/inputs.h"
#include "base/input_file.h"
#include "base/phases.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/limits.h"
#include "cli/outputs.h"
#include "report/answers_json.h"
#include "report/summary.h"
#include "report/table.h"

namespace ggms::cli {

namespace {

/// Prints why the protocol is not completed: the checker's verdict.
base::ExitCode refuse(const CompleteOptions& options, const api::Completion& answer, double seconds,
                      const base::Phases& time) {
  settle_answer();
  const model::Problem& problem = answer.protocol.problem;
  const bool violated = answer.check.verdict == verify::Verdict::kViolated;
  if (options.json) {
    report::Envelope envelope{GGMS_VERSION, 0, seconds, {}, {}};
    envelope.time = time;
    print(report::not_completed_json(problem, answer.check, answer.why_ended, envelope));
  } else {
    print(
        report::verify_summary(problem, answer.check, seconds, time, answer.why_ended,
                               report::detect_style(stdout)) +
        (violated ? "nothing is written: only a verified protocol is completed\n" : "nothing is written\n"));
  }
  return violated ? base::ExitCode::kNo : base::ExitCode::kUnknown;
}

}  // namespace

base::ExitCode complete(const CompleteOptions& options) {
  const base::Stopwatch watch;
  base::Phases time;
  std::optional<base::Booked> reading(std::in_place, time, "reading");
  base::Stop stop = stop_of(options.limits);
  const std::string original = base::read_file(options.protocol, stop);
  files::Protocol protocol = api::read_protocol(original, options.protocol, stop);
  if (!options.output.empty()) require_writable(options.output, {options.protocol});
  reading.reset();
  const api::Completion answer = api::complete(std::move(protocol), original, stop, time);
  if (!answer.is_completed()) return refuse(options, answer, watch.seconds(), time);

  settle_answer();
  Outputs outputs;
  if (!options.output.empty()) outputs.write(options.output, answer.text);
  if (options.json) {
    report::Envelope envelope{GGMS_VERSION, 0, watch.seconds(), outputs.written(), {}};
    envelope.errors = outputs.errors();
    envelope.time = time;
    return outputs.finish(
        report::complete_json(answer.protocol, answer.added,
                              options.output.empty() ? std::optional(answer.text) : std::nullopt, envelope),
        base::ExitCode::kYes);
  }
  if (options.output.empty()) return outputs.finish(answer.text, base::ExitCode::kYes);
  const files::Protocol& total = answer.protocol;
  return outputs.finish(
      "completed: " + report::entries_text(total.machine.entries().size(), total.unneeded.size()) + "\n" +
          outputs.written_lines(),
      base::ExitCode::kYes);
}

}  // namespace ggms::cli
