// Tests the gradients of the networks beside differences of what they compute, and the sums that both consist
// of beside plain loops.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "base/rng.h"
#include "policy/fixtures.h"
#include "policy/networks/network.h"

namespace ggms::policy {
namespace {

/// A random number between -1 and 1.
double random_number(base::Rng& rng) {
  return static_cast<double>(rng.next() >> 11U) * 0x1p-52 - 1;
}

struct Sizes {
  Kind kind;
  Shape shape;
  int hidden;
  bool positions;
};

/// The networks of all kinds, with widths for which the loops have special cases and others.
const std::vector<Sizes> kSizes = {
    {Kind::kTransformer, {5, 8, 2}, 32, false}, {Kind::kTransformer, {5, 7, 3}, 32, true},
    {Kind::kTransformer, {3, 4, 5}, 4, false},  {Kind::kTransformer, {4, 5, 9}, 12, true},
    {Kind::kTransformer, {1, 3, 2}, 20, false}, {Kind::kMlp, {4, 6, 3}, 32, false},
};

/// A weighed sum of a network's logits: its gradient by the logits is the weights.
class WeighedLogits {
 public:
  WeighedLogits(const Sizes& sizes, int rows) {
    NetworkOptions options;
    options.hidden = sizes.hidden;
    options.positions = sizes.positions;
    options.uniform_start = false;
    network_ = make_network<double>(sizes.kind, sizes.shape, options);
    rows_ = network_->fold(random_examples(sizes.shape, rows, 31).batch);
    base::Rng rng(1, "weights of logits");
    weights_.resize(static_cast<Index>(rows_.count()), sizes.shape.outputs);
    for (Index i = 0; i < weights_.size(); ++i) weights_.data()[i] = random_number(rng);
  }

  double value() {
    network_->forward(rows_, logits_);
    double sum = 0;
    for (Index i = 0; i < logits_.size(); ++i) sum += weights_.data()[i] * logits_.data()[i];
    return sum;
  }

  std::vector<double> gradient() {
    value();
    network_->parameters.zero_gradient();
    network_->backward(rows_, weights_);
    const double* numbers = network_->parameters.gradient();
    return {numbers, numbers + network_->parameters.size()};
  }

  double* parameters() { return network_->parameters.values(); }

 private:
  std::unique_ptr<policy::Network<double>> network_;
  Rows rows_;
  Matrix<double> weights_, logits_;
};

TEST(Gradients, AreTheSlopesOfWhatNetworksCompute) {
  for (const Sizes& sizes : kSizes) {
    WeighedLogits loss(sizes, 25);
    const std::vector<double> gradient = loss.gradient();
    constexpr double kShift = 1e-6;  // rarely moves a rectified number past 0, where there is no slope
    double error = 0;
    double size = 0;
    for (std::size_t i = 0; i < gradient.size(); i += 1 + gradient.size() / 200) {
      double& number = loss.parameters()[i];
      const double start = number;
      number = start + kShift;
      const double above = loss.value();
      number = start - kShift;
      const double below = loss.value();
      number = start;
      const double slope = (above - below) / (2 * kShift);
      error += std::pow(slope - gradient[i], 2);
      size += std::pow(slope, 2);
    }
    EXPECT_GT(size, 0.01) << "nothing to compare";
    EXPECT_LT(std::sqrt(error / size), 1e-7) << to_string(sizes.kind) << ", hidden width " << sizes.hidden
                                             << (sizes.positions ? ", positions" : "");
  }
}

/// What is added to a gradient must not depend on what was there before.
TEST(Gradients, AreAddedUp) {
  for (const Sizes& sizes : kSizes) {
    WeighedLogits loss(sizes, 10);
    const std::vector<double> once = loss.gradient();
    EXPECT_EQ(loss.gradient(), once) << to_string(sizes.kind) << " keeps something from one step to the next";
  }
}

/// The chain of additions that each number of a product has to be.
template <typename Real>
std::vector<Real> plain_product(const Factor<Real>& a, const Real* b, std::vector<Real> c,
                                const ProductSize& size) {
  for (Index i = 0; i < size.rows; ++i) {
    for (Index j = 0; j < size.columns; ++j) {
      Real& sum = c[static_cast<std::size_t>(i * size.columns + j)];
      for (Index k = 0; k < size.inner; ++k)
        sum += a.numbers[i * a.row_step + k * a.column_step] * b[k * size.columns + j];
    }
  }
  return c;
}

TEST(Products, AreToTheLastBitThoseOfPlainLoopsForAllSizes) {
  base::Rng rng(2, "products");
  for (int trial = 0; trial < 300; ++trial) {
    const auto below = [&](std::uint64_t most) { return 1 + static_cast<Index>(rng.below(most)); };
    const ProductSize size{below(20), below(trial % 10 == 0 ? 400 : 20), below(40)};
    const auto numbers = [&](Index count) {
      std::vector<float> random(static_cast<std::size_t>(count));
      for (float& number : random) number = static_cast<float>(random_number(rng));
      return random;
    };
    const std::vector<float> a = numbers(size.rows * size.inner);
    const std::vector<float> b = numbers(size.inner * size.columns);
    const std::vector<float> start = numbers(size.rows * size.columns);
    for (const Factor<float>& left :
         {Factor<float>{a.data(), size.inner, 1}, Factor<float>{a.data(), 1, size.rows}}) {
      std::vector<float> c = start;
      add_product(left, b.data(), c.data(), size);
      EXPECT_EQ(c, plain_product(left, b.data(), start, size))
          << size.rows << " " << size.inner << " " << size.columns;
    }
  }
}

}  // namespace
}  // namespace ggms::policy
