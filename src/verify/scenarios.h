#pragma once

#include "base/stop.h"
#include "model/machine.h"
#include "verify/check.h"

namespace ggms::verify {

/// The paper's brute-force verifier (GGMS Algorithm 5): runs every scenario, one by one. Slow and obviously
/// right: it shares with the explicit checker the machine and the adversary's coupled choices, nothing else.
/// The counterexample, if any, is the one with the fewest faults. Runs on `threads` threads (0: all
/// processors) with the same result for any number.
Check check_scenarios(const model::Problem& problem, const model::Machine& machine, int threads,
                      base::Stop& stop);

}  // namespace ggms::verify
