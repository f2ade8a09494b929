#pragma once

#include <vector>

#include "base/stop.h"
#include "model/machine.h"
#include "verify/check.h"

namespace ggms::verify {

/// The scenarios to run, in the terms of ExplicitOptions; by default all.
struct ScenarioRange {
  int first_faulty_round = 1;
  std::vector<std::vector<int>> initial = {};
};

/// The paper's brute-force verifier (GGMS Algorithm 5): runs every scenario, one by one. Slow and obviously
/// right: it shares only the machine and the adversary's coupled choices with the explicit checker. The
/// counterexample, if any, is the one with the fewest faults. Runs on `threads` threads (0: all processors);
/// the result does not depend on their number.
Check check_scenarios(const model::Problem& problem, const model::Machine& machine, int threads,
                      base::Stop& stop, const ScenarioRange& range = {});

}  // namespace ggms::verify
