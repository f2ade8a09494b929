// Measures policies: evaluation and training. The batches are those of a search: all entries of a round or
// two. build/release/policy

#include <benchmark/benchmark.h>

#include "base/rng.h"
#include "policy/policy.h"

namespace {

using namespace ggms;

/// Rows of `length` tokens: the first is a round, the others are one of 4 states.
struct Examples {
  policy::Shape shape;
  policy::Batch batch;
  std::vector<float> targets;
  std::vector<float> weights;

  Examples(int rows, int length) : shape{length, 8, 2} {
    base::Rng rng(1, "benchmark");
    for (int row = 0; row < rows; ++row) {
      for (int i = 0; i < length; ++i) {
        batch.tokens.push_back(static_cast<std::int64_t>(rng.below(4)) + (i == 0 ? 4 : 0));
      }
      batch.outputs.push_back(2);
      targets.push_back(rng.coin() ? 1.0F : 0.0F);
      targets.push_back(1 - targets.back());
      weights.push_back(1);
    }
  }
};

std::unique_ptr<policy::Policy> make(benchmark::State& state, const Examples& examples) {
  policy::NetworkOptions options;
  options.positions = state.range(3) != 0;
  return policy::make_policy(static_cast<policy::Kind>(state.range(0)), examples.shape, options);
}

void name(benchmark::State& state) {
  state.SetLabel(to_string(static_cast<policy::Kind>(state.range(0))) +
                 (state.range(3) != 0 ? " + positions" : ""));
}

void evaluate(benchmark::State& state) {
  const Examples examples(static_cast<int>(state.range(1)), static_cast<int>(state.range(2)));
  const auto network = make(state, examples);
  for (auto _ : state) benchmark::DoNotOptimize(network->evaluate(examples.batch));
  name(state);
}

void train(benchmark::State& state) {
  const Examples examples(static_cast<int>(state.range(1)), static_cast<int>(state.range(2)));
  const auto network = make(state, examples);
  for (auto _ : state) {
    benchmark::DoNotOptimize(network->train(examples.batch, examples.targets, examples.weights, 1));
  }
  name(state);
}

void cases(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"kind", "rows", "length", "positions"})->Unit(benchmark::kMicrosecond);
  for (const policy::Kind kind : {policy::Kind::kTransformer, policy::Kind::kMlp, policy::Kind::kTable}) {
    for (const int positions : {0, 1}) {
      if (positions != 0 && kind != policy::Kind::kTransformer) continue;
      for (const auto& [rows, length] : {std::pair(20, 5), std::pair(100, 5), std::pair(400, 8)}) {
        benchmark->Args({static_cast<int>(kind), rows, length, positions});
      }
    }
  }
}
BENCHMARK(evaluate)->Apply(cases);
BENCHMARK(train)->Apply(cases);

}  // namespace

BENCHMARK_MAIN();
