// Makes a policy of a network, trained by Adam (GGMS, appendix F).
//
// distribution.cpp masks rows, computes the loss and its gradient by the logits; the network goes on from
// there. Everything runs in the calling thread and in a fixed order, so that a seed gives the same weights,
// to the last bit, wherever and beside whatever it runs.

#include "policy/networks/network_policy.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/error.h"
#include "policy/bytes.h"
#include "policy/distribution.h"
#include "policy/networks/adam.h"
#include "policy/networks/network.h"

namespace ggms::policy {

namespace {

constexpr int kMaxHidden = 4096;  // a wider network is most likely a typing error

class NetworkPolicy : public Policy {
 public:
  NetworkPolicy(Kind kind, const Shape& shape, const NetworkOptions& options)
      : kind_(kind),
        shape_(shape),
        options_(options),
        network_(make_network<float>(kind, shape, options)),
        adam_(static_cast<std::size_t>(network_->parameters.size()), options.learning_rate) {}

  std::vector<float> evaluate(const Batch& batch) override {
    check_batch(shape_, batch);
    const Rows rows = network_->fold(batch);
    network_->forward(rows, logits_);
    return softmax(shape_, batch, unfold(rows));
  }

  double train(const Batch& batch, const std::vector<float>& targets, const std::vector<float>& weights,
               int steps) override {
    check_examples(shape_, batch, targets, weights);
    const Rows rows = network_->fold(batch);
    double loss = 0;
    for (int step = 0; step < steps; ++step) {
      network_->forward(rows, logits_);
      const std::vector<float> probabilities = softmax(shape_, batch, unfold(rows));
      if (step == steps - 1) loss = cross_entropy(shape_, batch, probabilities, targets, weights);
      network_->parameters.zero_gradient();
      network_->backward(rows, refold(rows, gradient(shape_, batch, probabilities, targets, weights)));
      adam_.step(network_->parameters.values(), network_->parameters.gradient());
    }
    return loss;
  }

  std::string save() const override {
    ByteWriter writer(description());
    const Parameters<float>& parameters = network_->parameters;
    adam_.save(parameters.values(), writer);
    return writer.finish();
  }

  void restore(const std::string& bytes) override {
    ByteReader reader(bytes, description());
    std::vector<float> values;
    adam_.restore(reader, values);
    std::ranges::copy(values, network_->parameters.values());
  }

 private:
  std::string description() const {
    std::string text = describe(kind_, shape_);
    if (kind_ == Kind::kTransformer) {
      text += ", hidden width " + std::to_string(options_.hidden) + (options_.positions ? ", positions" : "");
    }
    return text;
  }

  /// The logits [row][output] of [different row][output].
  std::vector<float> unfold(const Rows& rows) const {
    const auto width = static_cast<std::size_t>(shape_.outputs);
    std::vector<float> all(rows.row_of.size() * width);
    for (std::size_t row = 0; row < rows.row_of.size(); ++row)
      std::copy_n(logits_.data() + rows.row_of[row] * width, width, &all[row * width]);
    return all;
  }

  /// Sums over equal rows: the gradient of unfold.
  Matrix<float> refold(const Rows& rows, const std::vector<float>& gradients) const {
    const auto width = static_cast<std::size_t>(shape_.outputs);
    Matrix<float> sums = Matrix<float>::Zero(static_cast<Index>(rows.count()), shape_.outputs);
    for (std::size_t row = 0; row < rows.row_of.size(); ++row) {
      float* to = sums.data() + rows.row_of[row] * width;
      for (std::size_t i = 0; i < width; ++i) to[i] += gradients[row * width + i];
    }
    return sums;
  }

  Kind kind_;
  Shape shape_;
  NetworkOptions options_;
  std::unique_ptr<Network<float>> network_;
  Adam adam_;
  Matrix<float> logits_;  // of the last batch
};

}  // namespace

std::unique_ptr<Policy> make_network_policy(Kind kind, const Shape& shape, const NetworkOptions& options) {
  if (options.hidden < kHeads || options.hidden > kMaxHidden || options.hidden % kHeads != 0) {
    throw base::Error("a network's hidden width must be a multiple of " + std::to_string(kHeads) + " up to " +
                      std::to_string(kMaxHidden) + ", not " + std::to_string(options.hidden));
  }
  if (!(options.learning_rate > 0 && std::isfinite(options.learning_rate))) {
    throw base::Error("a network's learning rate must be above 0");
  }
  return std::make_unique<NetworkPolicy>(kind, shape, options);
}

}  // namespace ggms::policy
