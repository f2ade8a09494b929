#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/stop.h"
#include "verify/check.h"

namespace ggms::verify {

/// How much more of one fault word a protocol stands, everything else as in its setting.
struct MarginLine {
  std::size_t word = 0;       // in the table of faults
  int own = 0;                // its number in the setting
  int holds = 0;              // the largest number that is known to do no harm
  int most = 0;               // the largest number that makes sense
  std::optional<int> breaks;  // the smallest number that is known to do harm
  std::string property;       // what breaks then: its name, or "undefined"
  std::string why_unknown;  // why the numbers between `holds` and `breaks` or `most` were not decided, if so
};

/// A check of the protocol under a problem's faults.
using CheckIn = std::function<Check(const model::Problem& problem, base::Stop& stop)>;

/// A line for each fault word. The protocol has to be right in its own setting. A word gets its share of the
/// time that `limits` leave. `on_check` is told the faults before each check.
std::vector<MarginLine> margin(const model::Problem& problem, const CheckIn& check, const base::Stop& limits,
                               const std::function<void(const model::FaultLimits&)>& on_check);

}  // namespace ggms::verify
