#include "synth/renumbering.h"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

namespace ggms::synth {

namespace {

constexpr int kRenumberings =
    64;  // of the processes, for each counterexample; ours, by measurement (docs/benchmarks.md)

/// The same scenario with processes renumbered: process p becomes to[p].
model::Scenario renumbered(const model::Scenario& scenario, const std::vector<int>& to) {
  const auto at = [&](int p) { return to[static_cast<std::size_t>(p)]; };
  model::Scenario other = scenario;
  for (std::size_t p = 0; p < to.size(); ++p) {
    other.initial[static_cast<std::size_t>(to[p])] = scenario.initial[p];
  }
  for (model::RoundFaults& round : other.rounds) {
    for (int& p : round.crashing) p = at(p);
    for (auto& [receiver, sender] : round.losses)
      std::tie(receiver, sender) = std::pair(at(receiver), at(sender));
    std::sort(round.crashing.begin(), round.crashing.end());
    std::sort(round.losses.begin(), round.losses.end());
  }
  return other;
}

}  // namespace

void learn_with_renumberings(const model::Scenario& scenario, const model::Machine& candidate,
                             TableSolver& solver, base::Rng& rng) {
  solver.learn(scenario, candidate);
  if (solver.processes_are_alike()) return;
  std::vector<int> to(scenario.initial.size());
  std::iota(to.begin(), to.end(), 0);
  for (int i = 0; i < kRenumberings; ++i) {
    for (std::size_t p = to.size(); p > 1; --p) std::swap(to[p - 1], to[rng.below(p)]);
    solver.learn(renumbered(scenario, to), candidate);
  }
}

}  // namespace ggms::synth
