#pragma once

#include <vector>

#include "policy/policy.h"

namespace ggms::policy {

/// CHECKs that the batch has rows of the shape's length, with tokens and outputs that the shape allows.
void check_batch(const Shape& shape, const Batch& batch);
/// The same, and that `targets` are distributions over each row's outputs and `weights` are not negative.
void check_examples(const Shape& shape, const Batch& batch, const std::vector<float>& targets,
                    const std::vector<float>& weights);

/// Gives each of a row's outputs the same probability.
std::vector<float> uniform(const Shape& shape, const Batch& batch);
/// Softmax over each row's outputs; further entries get 0. `logits` is [row][output].
std::vector<float> softmax(const Shape& shape, const Batch& batch, const std::vector<float>& logits);

/// The mean over the rows, by weight, of the cross-entropy between targets and `probabilities`; 0 if all
/// weights are 0.
double cross_entropy(const Shape& shape, const Batch& batch, const std::vector<float>& probabilities,
                     const std::vector<float>& targets, const std::vector<float>& weights);
/// The gradient of cross_entropy(softmax(logits)) by the logits: weight / all weights * (probability -
/// target).
std::vector<float> gradient(const Shape& shape, const Batch& batch, const std::vector<float>& probabilities,
                            const std::vector<float>& targets, const std::vector<float>& weights);

}  // namespace ggms::policy
