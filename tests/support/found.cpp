// Makes found protocols of all kinds, and mutants of them with one changed entry.

#include "support/found.h"

#include <stdexcept>

#include "base/rng.h"
#include "base/stop.h"
#include "model/fixtures.h"
#include "synth/exact.h"
#include "verify/explicit.h"

namespace ggms::support {

std::string describe(const Kind& kind) {
  return kind.spec + ", n=" + std::to_string(kind.processes) + ", " + kind.faults + ", " +
         to_string(kind.view) + ", decide " + to_string(kind.decide);
}

std::vector<Kind> feasible_kinds() {
  using model::Decide;
  using model::View;
  return {
      {"consensus", 3, "crash=2", 3, 2},
      {"consensus", 4, "crash=2", 3, 2, View::kCounts},
      {"atomic-commit", 3, "crash=2", 3, 2},
      {"atomic-commit", 3, "crash=1", 2, 2, View::kCountsOwn},
      {"consensus", 3, "crash-late=1", 2, 2},
      {"correct-consensus", 3, "omission=1", 2, 2, View::kVectorId},
      {"correct-consensus", 3, "general-omission=1", 2, 2},
      {"correct-consensus", 4, "byzantine=1", 3, 2, View::kVectorId},
      {"leader-election-of-three", 3, "crash=1", 2, 3},
      {"consensus", 3, "loss=1", 2, 2},
      {"consensus", 3, "loss=1,loss-total=1", 3, 2},
      {"eager-uniform-consensus", 3, "crash=1", 2, 1, View::kVector, Decide::kAny},
      {"consensus", 3, "loss-total=2", 2, 2, View::kCounts},
      {"abstaining-consensus", 3, "partition=1", 2, 3},
      {"correct-consensus", 3, "crash=1,omission=1", 3, 2},
      {"consensus", 3, "crash-late=1,loss-total=1", 3, 2},
      {"early-consensus", 3, "crash=1", 2, 2, View::kVector, Decide::kAny},
      {"early-uniform-consensus", 3, "crash=1", 3, 2, View::kCountsOwn, Decide::kAny},
      {"replication", 3, "crash=1", 2, 2},
  };
}

Solved solve(const Kind& kind) {
  model::Setting setting =
      model::setting_of(kind.processes, kind.rounds, kind.states, kind.faults, kind.view);
  setting.decide = kind.decide;
  model::Problem problem = model::problem_of(kind.spec, setting);
  base::Stop stop;
  synth::Result result = synth::exact(problem, {1, 1}, stop, {});
  if (result.answer != synth::Answer::kFound) throw std::runtime_error("no protocol for " + describe(kind));
  return {std::move(problem), std::move(*result.machine)};
}

std::vector<model::Machine> broken(const Solved& solved, int count) {
  base::Rng rng(1, "broken");
  const auto entries = solved.machine.entries();
  std::vector<model::Machine> all;
  for (int tries = 0; static_cast<int>(all.size()) < count && tries < 100 * count; ++tries) {
    const auto& [entry, next] = entries[rng.below(entries.size())];
    const auto other = static_cast<model::State>(
        rng.below(static_cast<std::uint64_t>(solved.problem.setting().alphabet(entry.round))));
    model::Machine machine = solved.machine;
    machine.set(entry, other);
    base::Stop stop;
    const verify::Check check = verify::check_explicit(solved.problem, machine, {}, stop);
    if (check.verdict == verify::Verdict::kViolated) all.push_back(machine);
  }
  return all;
}

}  // namespace ggms::support
