#pragma once

#include <string>
#include <variant>
#include <vector>

#include "audit/certify.h"
#include "audit/refutation.h"
#include "report/summary.h"

namespace ggms::report {

/// The audit of one certificate, or of a protocol file, at a path.
struct Audit {
  enum class Verdict { kGood, kUnknown, kBad };  // from good to bad

  std::string path;
  std::variant<audit::Certificate, audit::Refutation> result;

  Verdict verdict() const;
};

/// What several audits came to: the worst verdict of one.
Audit::Verdict verdict_of(const std::vector<Audit>& audits);

/// What exactly was proved. No line says that anything is certified unless all is. `why_unknown`: what ended
/// the run early, if something did.
std::string audit_text(const std::vector<Audit>& audits, const std::string& why_unknown, const Style& style);

/// The object of `ggms certify --json` (schema ggms/certify/1), with a line's end; `why_unknown` as
/// above.
std::string certify_json(const std::vector<Audit>& audits, const std::string& why_unknown,
                         const Envelope& envelope);

}  // namespace ggms::report
