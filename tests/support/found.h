#pragma once

#include <string>
#include <vector>

#include "model/machine.h"
#include "model/problem.h"

namespace ggms::support {

/// A problem and a machine that solves it.
struct Solved {
  model::Problem problem;
  model::Machine machine;
};

/// Problems and machines for the tests of exports.
struct Kind {
  std::string spec;
  int processes;
  std::string faults;
  int rounds;
  int states;
  model::View view = model::View::kVector;
  model::Decide decide = model::Decide::kLast;
};
std::string describe(const Kind& kind);

/// Settings in which there is a protocol: every word for faults, some of them together, every view, both
/// times to decide, two and three values.
std::vector<Kind> feasible_kinds();

/// The exact engine's protocol; throws std::runtime_error if there is none.
Solved solve(const Kind& kind);

/// Machines that differ from a solution in one entry and that the checker refutes.
std::vector<model::Machine> broken(const Solved& solved, int count);

}  // namespace ggms::support
