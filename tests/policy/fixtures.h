#pragma once

#include "policy/policy.h"

namespace ggms::policy {

/// Tokens, masks, targets and weights.
struct Examples {
  Shape shape;
  Batch batch;
  std::vector<float> targets;
  std::vector<float> weights;
};

/// `rows` different rows of `shape`, no two of them permutations of each other; each has one right output.
Examples one_right_each(const Shape& shape, int rows, std::uint64_t seed);
/// Random rows (some equal), random targets and weights.
Examples random_examples(const Shape& shape, int rows, std::uint64_t seed);

double train(Policy& policy, const Examples& examples, int steps);

}  // namespace ggms::policy
