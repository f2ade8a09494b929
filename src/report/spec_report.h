#pragma once

#include <string>

#include "api/specification.h"
#include "report/summary.h"
#include "spec/spec.h"

namespace ggms::report {

/// The report on a specification: what it says, and what looks wrong with it.
std::string spec_text(const spec::Spec& spec, const api::Examination& examined, const Style& style);

/// The object of `ggms check --json` (schema ggms/check/1), with a line's end.
std::string spec_json(const spec::Spec& spec, const api::Examination& examined, const Envelope& envelope);

}  // namespace ggms::report
