#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "base/stop.h"
#include "report/summary.h"
#include "spec/spec.h"

namespace ggms::report {

/// What a specification says without any setting.
struct SpecReport {
  const spec::Spec& spec;
  std::vector<std::string> facts;     // what it asks about runs: words of the vocabulary
  bool tells_apart = false;           // processes aren't interchangeable
  std::vector<std::string> warnings;  // what looks wrong, in the order of the properties
  std::size_t not_examined = 0;       // of the last so many properties there was no time to find warnings
};

/// Looks for warnings for about a second of processor time. Throws base::Stopped where it is asked to stop.
SpecReport report_of(const spec::Spec& spec, base::Stop& stop);

std::string spec_text(const SpecReport& report, const Style& style);

/// The object of `ggms check --json` (schema ggms/check/1), with a line's end.
std::string spec_json(const SpecReport& report, const Envelope& envelope);

}  // namespace ggms::report
