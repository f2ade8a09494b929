// Micro-benchmarks: one verification, one step, the round trip of one candidate, and related work. Compare
// the numbers before and after a change: build/release/micro --benchmark_repetitions=5

#include <benchmark/benchmark.h>

#include "floodset.h"
#include "model/scenario.h"
#include "synth/exact.h"
#include "verify/explicit.h"
#include "verify/scenarios.h"

namespace {

using namespace ggms;

model::Problem problem_of(const char* spec, int processes, int crashes, int rounds,
                          model::View view = model::View::kVector) {
  model::Setting setting;
  setting.processes = processes;
  setting.faults = model::parse_faults("crash=" + std::to_string(crashes));
  setting.rounds = rounds;
  setting.states = 2;
  setting.view = view;
  return {spec::load_spec(std::string(GGMS_SOURCE_DIR "/specs/") + spec + ".smt2"), setting};
}

/// One verification of FloodSet, without reading the specification and the table.
void verify_floodset(benchmark::State& state) {
  const auto n = static_cast<int>(state.range(0));
  const auto f = static_cast<int>(state.range(1));
  const model::Problem problem = problem_of("consensus", n, f, f + 1);
  const model::Machine machine = bench::floodset(problem.setting());
  base::Stop stop;
  verify::ExplicitOptions options;
  for (auto _ : state) {
    const verify::Check check = verify::Explicit(problem).check(machine, options, stop);
    state.counters["configurations"] = static_cast<double>(check.total_configurations());
    benchmark::DoNotOptimize(check.transitions);
  }
}
BENCHMARK(verify_floodset)
    ->Args({3, 2})
    ->Args({4, 3})
    ->Args({6, 3})
    ->Args({7, 6})
    ->Unit(benchmark::kMicrosecond);

/// The verdict alone, by a checker that has seen the setting before: the cost of a candidate in the exact
/// engine.
void verify_candidate(benchmark::State& state) {
  const auto n = static_cast<int>(state.range(0));
  const auto f = static_cast<int>(state.range(1));
  const model::Problem problem = problem_of("consensus", n, f, f + 1);
  const model::Machine machine = bench::floodset(problem.setting());
  verify::Explicit checker(problem);
  base::Stop stop;
  verify::ExplicitOptions options;
  options.count = false;
  for (auto _ : state) benchmark::DoNotOptimize(checker.check(machine, options, stop).verdict);
}
BENCHMARK(verify_candidate)->Args({3, 2})->Args({4, 3})->Args({6, 3})->Unit(benchmark::kMicrosecond);

/// GGMS Algorithm 5 on the same machine.
void verify_scenarios(benchmark::State& state) {
  const model::Problem problem = problem_of("consensus", 4, 2, 3);
  const model::Machine machine = bench::floodset(problem.setting());
  base::Stop stop;
  for (auto _ : state) benchmark::DoNotOptimize(verify::check_scenarios(problem, machine, 1, stop).verdict);
}
BENCHMARK(verify_scenarios)->Unit(benchmark::kMillisecond);

/// One step: a received vector's key, and the transition.
void step(benchmark::State& state) {
  const model::Problem problem = problem_of("consensus", 4, 3, 4);
  const model::Machine machine = bench::floodset(problem.setting());
  const model::Keys& keys = machine.keys(2);
  std::vector<int> states{0, 1, 0, 1};
  for (auto _ : state) {
    benchmark::DoNotOptimize(states.data());
    std::uint64_t key = 0;
    for (int p = 0; p < 4; ++p) key += keys.weight(p, states[static_cast<std::size_t>(p)]);
    benchmark::DoNotOptimize(machine.next({2, 0, key}));
  }
}
BENCHMARK(step);

/// One whole execution by the plain simulator.
void simulate(benchmark::State& state) {
  const model::Problem problem = problem_of("consensus", 4, 3, 4);
  const model::Machine machine = bench::floodset(problem.setting());
  const model::Scenario scenario{{0, 1, 1, 1}, {{{0}, {{2, 0}, {3, 0}}}, {{1}, {{3, 1}}}, {}, {}}};
  for (auto _ : state) benchmark::DoNotOptimize(model::simulate(problem, machine, scenario).states);
}
BENCHMARK(simulate);

/// The exact engine from its start to the checked machine; divide by `candidates` for one round trip of a
/// candidate (solve, check, learn).
void exact(benchmark::State& state) {
  const auto n = static_cast<int>(state.range(0));
  const auto f = static_cast<int>(state.range(1));
  const model::Problem problem = problem_of("consensus", n, f, f + 1);
  base::Stop stop;
  std::uint64_t candidates = 0;
  for (auto _ : state) candidates += synth::exact(problem, {}, stop, {}).statistics.candidates;
  state.counters["candidates"] =
      benchmark::Counter(static_cast<double>(candidates), benchmark::Counter::kAvgIterations);
  state.counters["per_candidate"] = benchmark::Counter(
      static_cast<double>(candidates), benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(exact)->Args({3, 2})->Args({4, 3})->Args({5, 2})->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
