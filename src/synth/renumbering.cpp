// Learns a counterexample together with copies in which the processes are renumbered at random.

#include "synth/renumbering.h"

#include <numeric>
#include <utility>

namespace ggms::synth {

namespace {

constexpr int kRenumberings =
    64;  // of the processes, for each counterexample; ours, by measurement (docs/benchmarks.md)

}  // namespace

void learn_with_renumberings(const model::Scenario& scenario, const model::Machine& candidate,
                             TableSolver& solver, base::Rng& rng, base::Stop& stop) {
  solver.learn(scenario, candidate, stop);
  if (solver.processes_are_alike()) return;
  std::vector<int> to(scenario.initial.size());
  std::iota(to.begin(), to.end(), 0);
  for (int i = 0; i < kRenumberings && !stop.requested(0); ++i) {
    for (std::size_t p = to.size(); p > 1; --p) std::swap(to[p - 1], to[rng.below(p)]);
    solver.learn(model::renumbered(scenario, to), candidate, stop);
  }
}

}  // namespace ggms::synth
