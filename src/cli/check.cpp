// `ggms check`: tells what a specification says, and warns of what looks wrong with it; needs no setting.

#include "api/inputs.h"
#include "api/specification.h"
#include "base/phases.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/limits.h"
#include "report/spec_report.h"

namespace ggms::cli {

base::ExitCode check(const CheckOptions& options) {
  const base::Stopwatch watch;
  base::Stop stop = stop_of();
  const spec::Spec spec = api::load_spec(options.spec, stop);
  const api::Examination examined = api::examine(spec, stop);
  settle_answer();
  print(options.json ? report::spec_json(spec, examined, {GGMS_VERSION, 0, watch.seconds(), {}, {}})
                     : report::spec_text(spec, examined, report::detect_style(stdout)));
  if (options.json && !options.quiet) {  // in text the warnings are part of the answer
    for (const std::string& warning : examined.warnings)
      complain("warning: specification '" + spec.name + "': " + warning);
  }
  return base::ExitCode::kYes;
}

}  // namespace ggms::cli
