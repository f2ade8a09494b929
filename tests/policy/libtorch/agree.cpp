// Compares the networks with libtorch: the same parameters, in double, have to give the same logits and, by
// libtorch's differentiation, the same gradients. Only this program needs libtorch; it is built where that is
// installed.

#include <torch/torch.h>

#include <gtest/gtest.h>

#include "base/rng.h"
#include "policy/fixtures.h"
#include "policy/networks/network.h"

namespace ggms::policy {
namespace {

using at::Tensor;

/// The parameters of a network as leaves of libtorch's graph, in the order in which they are saved.
class Leaves {
 public:
  explicit Leaves(const Parameters<double>& parameters) : parameters_(parameters) {}

  Tensor next(std::vector<std::int64_t> sizes) {
    Tensor leaf = torch::empty(sizes, torch::kDouble);
    std::copy_n(parameters_.values(at_), leaf.numel(), leaf.data_ptr<double>());
    at_ += leaf.numel();
    leaves_.push_back(leaf.requires_grad_());
    return leaves_.back();
  }
  Tensor linear(const Tensor& x, std::int64_t outputs) {
    const Tensor weights = next({x.size(-1), outputs});
    return torch::matmul(x, weights) + next({outputs});
  }
  Tensor norm(const Tensor& x) {
    const Tensor factor = next({x.size(-1)});
    return torch::layer_norm(x, {x.size(-1)}, factor, next({x.size(-1)}));
  }
  /// All gradients, in one row.
  std::vector<double> gradient() const {
    std::vector<double> all;
    for (const Tensor& leaf : leaves_) {
      const Tensor part = leaf.grad().contiguous();
      all.insert(all.end(), part.data_ptr<double>(), part.data_ptr<double>() + part.numel());
    }
    return all;
  }
  Index read() const { return at_; }

 private:
  const Parameters<double>& parameters_;
  Index at_ = 0;
  std::vector<Tensor> leaves_;
};

/// `tokens` is [row][position], without the offsets that `fold` gives them for positions.
Tensor transformer(Leaves& leaves, const Shape& shape, const NetworkOptions& options, const Tensor& tokens) {
  const std::int64_t hidden = options.hidden;
  const Tensor embedding = leaves.next({shape.vocabulary, hidden});
  // The parameters of positions come last, but are needed first, so this reads all of them first.
  const Tensor ask = leaves.next({hidden, 3 * hidden}), ask_bias = leaves.next({3 * hidden});
  const Tensor mix = leaves.next({hidden, hidden}), mix_bias = leaves.next({hidden});
  const Tensor factor_1 = leaves.next({hidden}), bias_1 = leaves.next({hidden});
  const Tensor wide = leaves.next({hidden, 2 * hidden}), wide_bias = leaves.next({2 * hidden});
  const Tensor narrow = leaves.next({2 * hidden, hidden}), narrow_bias = leaves.next({hidden});
  const Tensor factor_2 = leaves.next({hidden}), bias_2 = leaves.next({hidden});
  const Tensor out = leaves.next({hidden, shape.outputs}), out_bias = leaves.next({shape.outputs});
  Tensor x = torch::embedding(embedding, tokens);
  if (options.positions) x = x + leaves.next({shape.length, hidden});
  const Tensor parts =
      (torch::matmul(x, ask) + ask_bias).view({-1, shape.length, 3, kHeads, hidden / kHeads});
  const auto part = [&](int which) { return parts.select(2, which).transpose(1, 2); };
  const Tensor scores =
      torch::matmul(part(0), part(1).transpose(2, 3)) / std::sqrt(static_cast<double>(hidden / kHeads));
  const Tensor mixed = torch::matmul(torch::softmax(scores, -1), part(2)).transpose(1, 2).reshape(x.sizes());
  const Tensor attended =
      torch::layer_norm(x + torch::matmul(mixed, mix) + mix_bias, {hidden}, factor_1, bias_1);
  const Tensor forward =
      torch::matmul(torch::relu(torch::matmul(attended, wide) + wide_bias), narrow) + narrow_bias;
  const Tensor encoded = torch::layer_norm(attended + forward, {hidden}, factor_2, bias_2);
  return torch::matmul(encoded.mean(1), out) + out_bias;
}

Tensor mlp(Leaves& leaves, const Shape& shape, const Tensor& tokens) {
  Tensor x = torch::one_hot(tokens, shape.vocabulary).to(torch::kDouble).flatten(1);
  for (const int width : {128, 64, 32}) x = torch::relu(leaves.linear(x, width));
  return leaves.linear(x, shape.outputs);
}

double distance(const double* a, const double* b, std::size_t count) {
  double error = 0;
  double size = 0;
  for (std::size_t i = 0; i < count; ++i) {
    error += (a[i] - b[i]) * (a[i] - b[i]);
    size += b[i] * b[i];
  }
  EXPECT_GT(size, 1e-3) << "nothing to compare";
  return std::sqrt(error / size);
}

void compare(Kind kind, const Shape& shape, int hidden, bool positions) {
  NetworkOptions options;
  options.hidden = hidden;
  options.positions = positions;
  options.uniform_start = false;
  const auto network = make_network<double>(kind, shape, options);
  const Rows rows = network->fold(random_examples(shape, 60, 41).batch);
  const auto count = static_cast<std::int64_t>(rows.count());
  Matrix<double> logits;
  network->forward(rows, logits);
  Matrix<double> weights(logits.rows(), logits.cols());
  base::Rng rng(1, "weights of logits");
  for (Index i = 0; i < weights.size(); ++i)
    weights.data()[i] = static_cast<double>(rng.below(1000)) / 500 - 1;
  network->backward(rows, weights);

  Tensor tokens = torch::empty({count, shape.length}, torch::kLong);
  std::copy(rows.tokens.begin(), rows.tokens.end(), tokens.data_ptr<std::int64_t>());
  if (positions) tokens = tokens.remainder(shape.vocabulary);
  Leaves leaves(network->parameters);
  const Tensor theirs =
      (kind == Kind::kMlp ? mlp(leaves, shape, tokens) : transformer(leaves, shape, options, tokens))
          .contiguous();
  ASSERT_EQ(leaves.read(), network->parameters.size());
  EXPECT_LT(distance(logits.data(), theirs.data_ptr<double>(), static_cast<std::size_t>(theirs.numel())),
            1e-12);
  theirs.backward(torch::from_blob(weights.data(), {count, shape.outputs}, torch::kDouble));
  const std::vector<double> gradient = leaves.gradient();
  EXPECT_LT(distance(network->parameters.gradient(), gradient.data(), gradient.size()), 1e-11);
}

TEST(Libtorch, GivesTheTransformersLogitsAndGradients) {
  compare(Kind::kTransformer, {5, 8, 2}, 32, false);
  compare(Kind::kTransformer, {6, 7, 3}, 32, true);
  compare(Kind::kTransformer, {3, 4, 5}, 12, false);
}

TEST(Libtorch, GivesTheMlpsLogitsAndGradients) {
  compare(Kind::kMlp, {5, 8, 3}, 32, false);
}

}  // namespace
}  // namespace ggms::policy
