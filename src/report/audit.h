#pragma once

#include <string>

#include "api/certification.h"
#include "report/summary.h"

namespace ggms::report {

/// What exactly was proved. No line says "certified" unless every certificate is.
std::string audit_text(const api::Certification& answer, const Style& style);

/// The object of `ggms certify --json` (schema ggms/certify/1), with a line's end.
std::string certify_json(const api::Certification& answer, const Envelope& envelope);

}  // namespace ggms::report
