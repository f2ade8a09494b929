// `ggms certify`: the audit of a protocol file by an independent replay.

#include "verify/certify.h"

#include <string>

#include "base/stop.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/signals.h"

namespace ggms::cli {

ExitCode certify(const CertifyOptions& options) {
  base::Stop stop(options.limits.timeout, options.limits.memory, interrupt_flag());
  const verify::Certificate certificate = verify::certify_protocol(
      read_file(options.protocol), options.protocol, [&] { return stop.requested(); });
  std::string text;
  for (const std::string& line : verify::certificate_lines(certificate)) text += line + "\n";
  print(text);
  switch (certificate.verdict) {
    case verify::Certificate::Verdict::kGood:
      return ExitCode::kYes;
    case verify::Certificate::Verdict::kBad:
      return ExitCode::kNo;
    case verify::Certificate::Verdict::kUnknown:
      break;
  }
  if (stop.reason() != base::Stop::Reason::kNone) complain(to_string(stop.reason()));
  return ExitCode::kUnknown;
}

}  // namespace ggms::cli
