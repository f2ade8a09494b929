// `ggms complete`: a protocol with an entry for every vector that a process could receive under any
// adversary, filled in by the rules that `ggms show` prints. A file that has them all, and says rightly which
// of them an execution needs, stays as it is.

#include <optional>
#include <string>
#include <utility>

#include "base/phases.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/inputs.h"
#include "cli/limits.h"
#include "cli/outputs.h"
#include "report/answers_json.h"
#include "report/summary.h"
#include "report/table.h"
#include "report/words.h"
#include "verify/completion.h"

namespace ggms::cli {

namespace {

/// What the checker says of a protocol that is not completed.
ExitCode refuse(const CompleteOptions& options, const files::Protocol& protocol, const verify::Check& check,
                double seconds, const base::Phases& time, const std::string& why_unknown) {
  settle_answer();
  const bool violated = check.verdict == verify::Verdict::kViolated;
  if (options.json) {
    report::Envelope envelope{GGMS_VERSION, 0, seconds, {}, {}};
    envelope.time = time;
    print(report::not_completed_json(protocol.problem, check, why_unknown, envelope));
  } else {
    print(
        report::verify_summary(protocol.problem, check, seconds, time, why_unknown,
                               report::detect_style(stdout)) +
        (violated ? "nothing is written: only a verified protocol is completed\n" : "nothing is written\n"));
  }
  return violated ? ExitCode::kNo : ExitCode::kUnknown;
}

/// Takes what was filled in, where the file lacks anything. Returns the text of the file. Throws
/// base::Stopped.
std::string take(verify::Completion completion, files::Protocol& protocol, const std::string& original,
                 base::Stop& stop) {
  if (protocol.unneeded == completion.unneeded &&
      protocol.machine.entries(stop) == completion.machine->entries(stop))
    return original;
  protocol.machine = std::move(*completion.machine);
  protocol.verified = {completion.check.total_configurations(), completion.check.transitions};
  protocol.unneeded = std::move(completion.unneeded);
  return files::write_protocol(protocol, stop);
}

}  // namespace

ExitCode complete(const CompleteOptions& options) {
  const base::Stopwatch watch;
  base::Phases time;
  std::optional<base::Booked> phase(std::in_place, time, "reading");
  base::Stop stop = stop_of(options.limits);
  const std::string original = read_file(options.protocol, stop);
  refuse_specification(original, options.protocol);
  files::Protocol protocol = files::read_protocol(original, options.protocol, stop);
  if (!options.output.empty()) require_writable(options.output, {options.protocol});
  phase.emplace(time, "completing");
  verify::Completion completion =
      verify::complete(protocol.problem, protocol.machine, protocol.unneeded, stop);
  phase.reset();
  if (!completion.machine)
    return refuse(options, protocol, completion.check, watch.seconds(), time, to_string(stop.reason()));

  const std::size_t before = protocol.machine.entries().size();
  const std::string text = take(std::move(completion), protocol, original, stop);
  settle_answer();
  Outputs outputs;
  if (!options.output.empty()) outputs.write(options.output, text);
  if (options.json) {
    report::Envelope envelope{GGMS_VERSION, 0, watch.seconds(), outputs.written(), {}};
    envelope.errors = outputs.errors();
    envelope.time = time;
    return outputs.finish(
        report::complete_json(protocol, protocol.machine.entries().size() - before,
                              options.output.empty() ? std::optional(text) : std::nullopt, envelope),
        ExitCode::kYes);
  }
  if (options.output.empty()) return outputs.finish(text, ExitCode::kYes);
  return outputs.finish(
      "completed: " + report::entries_text(protocol.machine.entries().size(), protocol.unneeded.size()) +
          "\n" + outputs.written_lines(),
      ExitCode::kYes);
}

}  // namespace ggms::cli
