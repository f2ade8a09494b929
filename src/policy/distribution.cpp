// Distributions over the next states of a batch's rows. Rows have different numbers of outputs, so the
// functions mask: entries after a row's last output have probability 0 and no gradient. This file is separate
// from the networks, so that all policies share one loss.

#include "policy/distribution.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.h"
#include "base/portable_math.h"

namespace ggms::policy {

namespace {

constexpr float kLeast = 1e-30F;    // the least probability in a loss, because log(0) would make it infinite
constexpr double kSumError = 1e-3;  // the largest rounding error of a target's sum

std::size_t width_of(const Shape& shape) {
  return static_cast<std::size_t>(shape.outputs);
}

double sum_of(const std::vector<float>& weights) {
  return std::accumulate(weights.begin(), weights.end(), 0.0);
}

}  // namespace

void check_batch(const Shape& shape, const Batch& batch) {
  CHECK(batch.tokens.size() == batch.rows() * static_cast<std::size_t>(shape.length));
  CHECK(std::ranges::all_of(batch.tokens, [&](auto t) { return t >= 0 && t < shape.vocabulary; }));
  CHECK(std::ranges::all_of(batch.outputs, [&](int n) { return n >= 1 && n <= shape.outputs; }));
}

void check_examples(const Shape& shape, const Batch& batch, const std::vector<float>& targets,
                    const std::vector<float>& weights) {
  check_batch(shape, batch);
  const std::size_t width = width_of(shape);
  CHECK(targets.size() == batch.rows() * width);
  CHECK(weights.size() == batch.rows());
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    CHECK(weights[row] >= 0 && std::isfinite(weights[row]));
    double sum = 0;
    for (int i = 0; i < batch.outputs[row]; ++i) {
      const float target = targets[row * width + static_cast<std::size_t>(i)];
      CHECK(target >= 0);
      sum += static_cast<double>(target);
    }
    CHECK(std::abs(sum - 1) < kSumError);
  }
}

std::vector<float> uniform(const Shape& shape, const Batch& batch) {
  const std::size_t width = width_of(shape);
  std::vector<float> probabilities(batch.rows() * width, 0.0F);
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    std::fill_n(&probabilities[row * width], batch.outputs[row],
                1.0F / static_cast<float>(batch.outputs[row]));
  }
  return probabilities;
}

std::vector<float> softmax(const Shape& shape, const Batch& batch, const std::vector<float>& logits) {
  const std::size_t width = width_of(shape);
  std::vector<float> probabilities(batch.rows() * width, 0.0F);
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    const auto outputs = static_cast<std::size_t>(batch.outputs[row]);
    const float* in = &logits[row * width];
    float* out = &probabilities[row * width];
    const float highest = *std::max_element(in, in + outputs);  // subtracted so that exp can't overflow
    float sum = 0;
    for (std::size_t i = 0; i < outputs; ++i) sum += out[i] = base::exp(in[i] - highest);
    for (std::size_t i = 0; i < outputs; ++i) out[i] /= sum;
  }
  return probabilities;
}

double cross_entropy(const Shape& shape, const Batch& batch, const std::vector<float>& probabilities,
                     const std::vector<float>& targets, const std::vector<float>& weights) {
  const std::size_t width = width_of(shape);
  const double all = sum_of(weights);
  if (all == 0) return 0;
  double sum = 0;
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    for (std::size_t i = row * width; i < row * width + static_cast<std::size_t>(batch.outputs[row]); ++i) {
      if (targets[i] == 0) continue;
      const double log = base::log(static_cast<double>(std::max(probabilities[i], kLeast)));
      sum -= static_cast<double>(weights[row]) * static_cast<double>(targets[i]) * log;
    }
  }
  return sum / all;
}

std::vector<float> gradient(const Shape& shape, const Batch& batch, const std::vector<float>& probabilities,
                            const std::vector<float>& targets, const std::vector<float>& weights) {
  const std::size_t width = width_of(shape);
  std::vector<float> result(batch.rows() * width, 0.0F);
  const double all = sum_of(weights);
  if (all == 0) return result;
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    const auto share = static_cast<float>(static_cast<double>(weights[row]) / all);
    for (std::size_t i = row * width; i < row * width + static_cast<std::size_t>(batch.outputs[row]); ++i) {
      result[i] = share * (probabilities[i] - targets[i]);
    }
  }
  return result;
}

}  // namespace ggms::policy
