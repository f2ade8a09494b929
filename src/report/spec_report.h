#pragma once

#include <string>
#include <vector>

#include "report/summary.h"
#include "spec/spec.h"

namespace ggms::report {

/// What a specification says without any setting.
struct SpecReport {
  const spec::Spec& spec;
  std::vector<std::string> facts;     // what it asks about runs: words of the vocabulary
  bool tells_apart = false;           // processes aren't interchangeable
  std::vector<std::string> warnings;  // what looks wrong, in the order of the properties
};

SpecReport report_of(const spec::Spec& spec);

std::string spec_text(const SpecReport& report, const Style& style);

/// The object of `ggms check --json` (schema ggms/check/1), with a line's end.
std::string spec_json(const SpecReport& report, const Envelope& envelope);

}  // namespace ggms::report
