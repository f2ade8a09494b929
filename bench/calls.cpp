// Compares the cost of a call through the library with that of the call of the room `api` inside it:
// build/release/calls --benchmark_repetitions=5. bench/calls.py makes the same calls from Python.

#include <benchmark/benchmark.h>
#include <ggms/ggms.h>

#include "api/inputs.h"
#include "api/simulation.h"
#include "api/synthesis.h"
#include "api/verification.h"

namespace {

const std::string kSpec = GGMS_SOURCE_DIR "/specs/consensus.smt2";

ggms::Protocol found() {
  ggms::SynthesisOptions options;
  options.engine = "exact";
  return *ggms::synthesize(ggms::Specification::load(kSpec), {3, "crash=2", 3, 2, "vector", "last"}, options)
              .protocol;
}

void synthesize_inner(benchmark::State& state) {
  ggms::base::Stop stop;
  const ggms::spec::Spec spec = ggms::api::load_spec(kSpec, stop);
  ggms::api::Question question;
  question.processes = 3;
  question.faults = ggms::model::parse_faults("crash=2");
  question.rounds = 3;
  question.states = 2;
  for (auto _ : state) {
    ggms::api::SynthesisRequest request = ggms::api::request_for(spec, question);
    request.engine = "exact";
    benchmark::DoNotOptimize(ggms::api::synthesize(request, {}, stop).seconds);
  }
}
BENCHMARK(synthesize_inner)->Unit(benchmark::kMicrosecond);

void synthesize_library(benchmark::State& state) {
  const auto spec = ggms::Specification::load(kSpec);
  ggms::SynthesisOptions options;
  options.engine = "exact";
  for (auto _ : state) {
    benchmark::DoNotOptimize(ggms::synthesize(spec, {3, "crash=2", 3, 2, "vector", "last"}, options).seconds);
  }
}
BENCHMARK(synthesize_library)->Unit(benchmark::kMicrosecond);

void verify_inner(benchmark::State& state) {
  ggms::base::Stop stop;
  const auto protocol = ggms::api::read_protocol(found().text(), "found", stop);
  for (auto _ : state) {
    ggms::base::Phases time;
    benchmark::DoNotOptimize(
        ggms::api::verify(protocol.problem, protocol.machine, {}, stop, time).check.transitions);
  }
}
BENCHMARK(verify_inner)->Unit(benchmark::kMicrosecond);

void verify_library(benchmark::State& state) {
  const ggms::Protocol protocol = found();
  for (auto _ : state) benchmark::DoNotOptimize(protocol.verify().transitions);
}
BENCHMARK(verify_library)->Unit(benchmark::kMicrosecond);

void simulate_inner(benchmark::State& state) {
  ggms::base::Stop stop;
  const auto protocol = ggms::api::read_protocol(found().text(), "found", stop);
  std::uint64_t seed = 0;
  for (auto _ : state) {
    const auto given = ggms::api::random_scenario(protocol.problem, ++seed);
    benchmark::DoNotOptimize(ggms::api::simulate(protocol.problem, protocol.machine, given).broken);
  }
}
BENCHMARK(simulate_inner)->Unit(benchmark::kMicrosecond);

void simulate_library(benchmark::State& state) {
  const ggms::Protocol protocol = found();
  std::uint64_t seed = 0;
  for (auto _ : state) benchmark::DoNotOptimize(protocol.simulate(++seed).violated());
}
BENCHMARK(simulate_library)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
