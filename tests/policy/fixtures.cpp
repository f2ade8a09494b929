// Batches for the tests of policies.

#include "policy/fixtures.h"

#include <algorithm>
#include <set>

#include "base/rng.h"

namespace ggms::policy {

namespace {

std::vector<std::int64_t> random_row(const Shape& shape, base::Rng& rng) {
  std::vector<std::int64_t> row(static_cast<std::size_t>(shape.length));
  for (std::int64_t& token : row)
    token = static_cast<std::int64_t>(rng.below(static_cast<std::uint64_t>(shape.vocabulary)));
  return row;
}

int random_outputs(const Shape& shape, base::Rng& rng) {
  return shape.outputs == 1 ? 1
                            : 2 + static_cast<int>(rng.below(static_cast<std::uint64_t>(shape.outputs) - 1));
}

}  // namespace

Examples one_right_each(const Shape& shape, int rows, std::uint64_t seed) {
  base::Rng rng(seed, "one right each");
  Examples examples{shape, {}, {}, {}};
  std::set<std::vector<std::int64_t>> seen;
  while (examples.batch.rows() < static_cast<std::size_t>(rows)) {
    const std::vector<std::int64_t> row = random_row(shape, rng);
    std::vector<std::int64_t> sorted = row;
    std::ranges::sort(sorted);
    if (!seen.insert(sorted).second) continue;
    examples.batch.tokens.insert(examples.batch.tokens.end(), row.begin(), row.end());
    examples.batch.outputs.push_back(random_outputs(shape, rng));
    const auto right = rng.below(static_cast<std::uint64_t>(examples.batch.outputs.back()));
    for (int i = 0; i < shape.outputs; ++i)
      examples.targets.push_back(static_cast<std::uint64_t>(i) == right ? 1.0F : 0.0F);
    examples.weights.push_back(1);
  }
  return examples;
}

Examples random_examples(const Shape& shape, int rows, std::uint64_t seed) {
  base::Rng rng(seed, "random examples");
  Examples examples{shape, {}, {}, {}};
  for (int row = 0; row < rows; ++row) {
    const std::vector<std::int64_t> tokens = random_row(shape, rng);
    examples.batch.tokens.insert(examples.batch.tokens.end(), tokens.begin(), tokens.end());
    examples.batch.outputs.push_back(random_outputs(shape, rng));
    std::vector<float> target(static_cast<std::size_t>(shape.outputs), 0);
    float sum = 0;
    for (int i = 0; i < examples.batch.outputs.back(); ++i)
      sum += target[static_cast<std::size_t>(i)] = 1 + static_cast<float>(rng.below(9));
    for (const float value : target) examples.targets.push_back(value / sum);
    examples.weights.push_back(static_cast<float>(rng.below(4)) / 2);
  }
  return examples;
}

double train(Policy& policy, const Examples& examples, int steps) {
  return policy.train(examples.batch, examples.targets, examples.weights, steps);
}

}  // namespace ggms::policy
