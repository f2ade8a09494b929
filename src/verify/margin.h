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

/// How much more of one fault word a protocol tolerates, with everything else as in its setting.
struct MarginLine {
  std::size_t word = 0;       // its index in the table of faults
  int own = 0;                // its number in the setting
  int holds = 0;              // the largest number under which the protocol is known to be right
  int most = 0;               // the largest number that makes sense
  std::optional<int> breaks;  // the smallest number that is known to break the protocol
  std::string property;       // the name of the property that breaks then, or "undefined"
  std::string why_unknown;    // why the numbers above `holds` were not all decided, if they were not
};

/// Checks the protocol under a problem's faults.
using CheckIn = std::function<Check(const model::Problem& problem, base::Stop& stop)>;

/// One line for each fault word. The protocol has to be right in its own setting. Each word gets its share of
/// the time that `limits` leave. Calls `on_check` with the faults before each check.
std::vector<MarginLine> margin(const model::Problem& problem, const CheckIn& check, const base::Stop& limits,
                               const std::function<void(const model::FaultLimits&)>& on_check);

}  // namespace ggms::verify
