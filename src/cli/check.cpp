// `ggms check`: what a specification says, and what looks wrong with it, before there is any setting.

#include "base/phases.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/limits.h"
#include "report/spec_report.h"
#include "spec/load.h"

namespace ggms::cli {

ExitCode check(const CheckOptions& options) {
  const base::Stopwatch watch;
  base::Stop stop = stop_of();
  const spec::Spec spec = spec::load_spec(options.spec, stop);
  const report::SpecReport report = report::report_of(spec, stop);
  settle_answer();
  print(options.json ? report::spec_json(report, {GGMS_VERSION, 0, watch.seconds(), {}, {}})
                     : report::spec_text(report, report::detect_style(stdout)));
  if (options.json && !options.quiet) {  // else they are part of the answer
    for (const std::string& warning : report.warnings)
      complain("warning: specification '" + spec.name + "': " + warning);
  }
  return ExitCode::kYes;
}

}  // namespace ggms::cli
