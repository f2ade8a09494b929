// `ggms complete`: a protocol with an entry for every vector that a process could receive under any
// adversary, filled in by the rules that `ggms show` prints. A file that has them all, and says rightly which
// of them an execution needs, stays as it is.

#include <string>

#include "cli/commands.h"
#include "cli/files.h"
#include "cli/inputs.h"
#include "cli/limits.h"
#include "cli/outputs.h"
#include "cli/stopwatch.h"
#include "report/summary.h"
#include "report/table.h"
#include "report/words.h"
#include "verify/completion.h"

namespace ggms::cli {

namespace {

/// What the checker says of a protocol that is not completed.
ExitCode refuse(const model::Protocol& protocol, const verify::Check& check, double seconds,
                const std::string& why_unknown) {
  settle_answer();
  const report::Style style = report::detect_style(stdout);
  const bool violated = check.verdict == verify::Verdict::kViolated;
  print(report::verify_summary(protocol.problem, check, seconds, why_unknown, style) +
        (violated ? "nothing is written: only a verified protocol is completed\n" : "nothing is written\n"));
  return violated ? ExitCode::kNo : ExitCode::kUnknown;
}

}  // namespace

ExitCode complete(const CompleteOptions& options) {
  const Stopwatch watch;
  base::Stop stop = stop_of(options.limits);
  const std::string original = read_file(options.protocol, stop);
  model::Protocol protocol = model::read_protocol(original, options.protocol);
  if (!options.output.empty()) require_writable(options.output, {options.protocol});
  verify::Completion completion =
      verify::complete(protocol.problem, protocol.machine, protocol.unneeded, stop);
  if (!completion.machine)
    return refuse(protocol, completion.check, watch.seconds(), to_string(stop.reason()));

  std::string text = original;
  if (protocol.machine.entries() != completion.machine->entries() ||
      protocol.unneeded != completion.unneeded) {
    protocol.machine = std::move(*completion.machine);
    protocol.verified = {completion.check.total_configurations(), completion.check.transitions};
    protocol.unneeded = std::move(completion.unneeded);
    text = model::write_protocol(protocol);
  }
  settle_answer();
  if (options.output.empty()) {
    print(text);
    return ExitCode::kYes;
  }
  Outputs outputs;
  outputs.write(options.output, text);
  return outputs.finish(
      "completed: " + report::entries_text(protocol.machine.entries().size(), protocol.unneeded.size()) +
          "\n" + outputs.written_lines(),
      ExitCode::kYes);
}

}  // namespace ggms::cli
