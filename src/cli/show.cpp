// `ggms show`: prints a protocol as a table that a person can read.

#include <string>

#include "api/inputs.h"
#include "base/phases.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/limits.h"
#include "report/answers_json.h"
#include "report/summary.h"
#include "report/table.h"

namespace ggms::cli {

base::ExitCode show(const ShowOptions& options) {
  const base::Stopwatch watch;
  base::Stop stop = stop_of();
  const files::Protocol protocol = api::load_protocol(options.protocol, stop);
  if (options.json) {
    const std::string json = report::show_json(protocol, {GGMS_VERSION, 0, watch.seconds(), {}, {}});
    settle_answer();
    print(json);
    return base::ExitCode::kYes;
  }
  const report::Style style = report::detect_style(stdout);
  std::string text = report::problem_text(protocol.problem, style);
  if (protocol.found) {
    text += "says it was found by engine " + base::printable(protocol.found->engine) + ", seed " +
            std::to_string(protocol.found->seed) + ", ggms " + base::printable(protocol.found->version) +
            "\n";
  }
  text += report::entries_text(protocol.machine.entries().size(), protocol.unneeded.size()) + "\n\n";
  text += report::machine_table(protocol.problem, protocol.machine, style, protocol.unneeded);
  settle_answer();
  print(text);
  return base::ExitCode::kYes;
}

}  // namespace ggms::cli
