// Makes a policy of a network, trained by Adam (GGMS, appendix F), and has the module's entries.
//
// distribution.cpp, which masks rows, computes the loss and its gradient by the logits; the library's
// differentiation goes on from there. Nothing here depends on state that other code could change: it uses one
// thread, no global generator, and sets the gradient mode itself.

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/optim/adam.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"  // not check.h, because the library has a CHECK of its own
#include "policy/bytes.h"
#include "policy/distribution.h"
#include "policy/networks/entry.h"
#include "policy/networks/network.h"

// OpenBLAS has threads of its own, which at::set_num_threads does not control. The symbol is missing if
// another BLAS is installed.
extern "C" void openblas_set_num_threads(int) __attribute__((weak));

namespace ggms::policy {

namespace {

using at::Tensor;

constexpr int kMaxHidden = 4096;  // a wider network is most likely a typing error

/// Turns the library's errors into InternalError: they are bugs, never the user's fault, and no other code
/// knows their type.
template <typename Body>
auto guarded(const Body& body) {
  try {
    return body();
  } catch (const c10::Error& error) {
    throw base::InternalError(std::string("libtorch: ") + error.what_without_backtrace());
  }
}

class NetworkPolicy : public Policy {
 public:
  NetworkPolicy(Kind kind, const Shape& shape, const NetworkOptions& options)
      : kind_(kind), shape_(shape), options_(options), network_(make_network(kind, shape, options)) {
    adam_ = std::make_unique<torch::optim::Adam>(std::vector<Tensor>{network_->parameters.all()},
                                                 torch::optim::AdamOptions(options.learning_rate));
  }

  std::vector<float> evaluate(const Batch& batch) override {
    check_batch(shape_, batch);
    return guarded([&] {
      const at::NoGradGuard no_gradient;
      const Rows rows = network_->fold(batch);
      return softmax(shape_, batch, unfold(rows, network_->logits(rows)));
    });
  }

  double train(const Batch& batch, const std::vector<float>& targets, const std::vector<float>& weights,
               int steps) override {
    check_examples(shape_, batch, targets, weights);
    return guarded([&] {
      const at::AutoGradMode with_gradient(true);
      const Rows rows = network_->fold(batch);
      double loss = 0;
      for (int step = 0; step < steps; ++step) {
        const Tensor logits = network_->logits(rows);
        const std::vector<float> probabilities = softmax(shape_, batch, unfold(rows, logits));
        loss = cross_entropy(shape_, batch, probabilities, targets, weights);
        network_->parameters.zero_gradient();
        logits.backward(refold(rows, gradient(shape_, batch, probabilities, targets, weights)));
        adam_->step();
      }
      return loss;
    });
  }

  std::string save() const override {
    return guarded([&] {
      ByteWriter writer(description());
      const Tensor& all = network_->parameters.all();
      const auto size = static_cast<std::size_t>(all.numel());
      const auto* state = adam_state();
      writer.number(state == nullptr ? 0 : static_cast<std::uint64_t>(state->step()));
      writer.floats(all.data_ptr<float>(), size);
      if (state != nullptr) {
        writer.floats(state->exp_avg().data_ptr<float>(), size);
        writer.floats(state->exp_avg_sq().data_ptr<float>(), size);
      }
      return writer.finish();
    });
  }

  void restore(const std::string& bytes) override {
    guarded([&] {
      ByteReader reader(bytes, description());
      const Tensor& all = network_->parameters.all();
      const auto size = static_cast<std::size_t>(all.numel());
      const std::uint64_t step = reader.number();
      if (step > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) reader.damaged();
      const auto read = [&] {
        Tensor numbers = at::zeros({all.numel()});
        reader.floats(numbers.data_ptr<float>(), size);
        return numbers;
      };
      const Tensor numbers = read();
      std::unique_ptr<torch::optim::AdamParamState> state;
      if (step > 0) {
        state = std::make_unique<torch::optim::AdamParamState>();
        state->step(static_cast<std::int64_t>(step));
        state->exp_avg(read());
        state->exp_avg_sq(read());
        if (state->exp_avg_sq().lt(0).any().item<bool>()) reader.damaged();
      }
      reader.finish();
      std::copy_n(numbers.data_ptr<float>(), size, all.data_ptr<float>());
      adam_->state().clear();
      if (state) adam_->state()[adam_key()] = std::move(state);
    });
  }

 private:
  std::string description() const {
    std::string text = describe(kind_, shape_);
    if (kind_ == Kind::kTransformer) {
      text += ", hidden width " + std::to_string(options_.hidden) + (options_.positions ? ", positions" : "");
    }
    return text;
  }

  std::string adam_key() const {
    return c10::guts::to_string(network_->parameters.all().unsafeGetTensorImpl());
  }

  /// The optimiser's state; null before the first step.
  const torch::optim::AdamParamState* adam_state() const {
    const auto found = adam_->state().find(adam_key());
    if (found == adam_->state().end()) return nullptr;
    return static_cast<const torch::optim::AdamParamState*>(found->second.get());
  }

  /// Turns [different row][output] into [row][output].
  std::vector<float> unfold(const Rows& rows, const Tensor& logits) const {
    const auto width = static_cast<std::size_t>(shape_.outputs);
    const float* from = logits.data_ptr<float>();
    std::vector<float> all(rows.row_of.size() * width);
    for (std::size_t row = 0; row < rows.row_of.size(); ++row) {
      std::copy_n(from + rows.row_of[row] * width, width, &all[row * width]);
    }
    return all;
  }

  /// Sums over equal rows: the gradient of unfold.
  Tensor refold(const Rows& rows, const std::vector<float>& gradients) const {
    const auto width = static_cast<std::size_t>(shape_.outputs);
    Tensor sums = at::zeros({static_cast<std::int64_t>(rows.count()), shape_.outputs});
    for (std::size_t row = 0; row < rows.row_of.size(); ++row) {
      float* to = sums.data_ptr<float>() + rows.row_of[row] * width;
      for (std::size_t i = 0; i < width; ++i) to[i] += gradients[row * width + i];
    }
    return sums;
  }

  Kind kind_;
  Shape shape_;
  NetworkOptions options_;
  std::unique_ptr<Network> network_;
  std::unique_ptr<torch::optim::Adam> adam_;
};

}  // namespace
}  // namespace ggms::policy

extern "C" {

__attribute__((visibility("default"))) const char* ggms_networks_version() {
  static const std::string version = ggms::policy::module_version();
  return version.c_str();
}

__attribute__((visibility("default"))) ggms::policy::Policy* ggms_networks_make(
    ggms::policy::Kind kind, const ggms::policy::Shape* shape, const ggms::policy::NetworkOptions* options) {
  using namespace ggms;
  using namespace ggms::policy;
  if (options->hidden < kHeads || options->hidden > kMaxHidden || options->hidden % kHeads != 0) {
    throw base::Error("a network's hidden width must be a multiple of " + std::to_string(kHeads) + " up to " +
                      std::to_string(kMaxHidden) + ", not " + std::to_string(options->hidden));
  }
  if (!(options->learning_rate > 0 && std::isfinite(options->learning_rate))) {
    throw base::Error("a network's learning rate must be above 0");
  }
  return guarded([&]() -> Policy* {
    at::set_num_threads(1);
    if (openblas_set_num_threads != nullptr) openblas_set_num_threads(1);
    return new NetworkPolicy(kind, *shape, *options);
  });
}
}
