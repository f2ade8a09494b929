// `ggms certify`: audits a protocol file or certificates with code that is independent of the code that wrote
// them.

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "api/certification.h"
#include "base/input_file.h"
#include "base/phases.h"
#include "base/stop.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/limits.h"
#include "report/audit.h"

namespace ggms::cli {

namespace {

api::Expectations expectations_of(const CertifyOptions& options, base::Stop& stop) {
  api::Expectations expected = options.expected;
  expected.spec_name = options.spec;
  if (!options.spec.empty()) expected.spec_text = base::read_file(options.spec, stop);
  return expected;
}

base::ExitCode exit_code(api::Audit::Verdict verdict) {
  switch (verdict) {
    case api::Audit::Verdict::kGood:
      return base::ExitCode::kYes;
    case api::Audit::Verdict::kBad:
      return base::ExitCode::kNo;
    case api::Audit::Verdict::kUnknown:
      break;
  }
  return base::ExitCode::kUnknown;
}

}  // namespace

base::ExitCode certify(const CertifyOptions& options) {
  const base::Stopwatch watch;
  base::Phases time;
  std::optional<base::Booked> reading(std::in_place, time, "reading");
  base::Stop stop = stop_of(options.limits);
  const api::Expectations expected = expectations_of(options, stop);
  const std::vector<api::Evidence> evidence = api::evidence_at(options.file);
  reading.reset();
  const api::Certification answer = api::certify(evidence, expected, stop, time);
  report::Envelope envelope{GGMS_VERSION, 0, watch.seconds(), {}, {}};  // taken before a thread is woken
  settle_answer();
  envelope.time = time;
  print(options.json ? report::certify_json(answer, envelope)
                     : report::audit_text(answer, report::detect_style(stdout)));
  return exit_code(answer.verdict());
}

}  // namespace ggms::cli
