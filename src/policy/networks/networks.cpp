// The networks of GGMS, appendix E, on libtorch: the transformer (table S3) and the multilayer perceptron
// (table S4), trained by Adam (appendix F). The only file that includes the library.
//
// Batches are tiny, so time goes to calls of the library rather than to arithmetic. Hence: all parameters are
// slices of one tensor, and Adam moves that one; what depends on a token alone is computed once for each
// token
// (`table`) and looked up; a one-hot vector times a matrix is a row of the matrix; attention is our own
// (attention.cpp); and the loss and its gradient come from distribution.cpp, so that the library's
// differentiation starts at the logits.
//
// Nothing here depends on state that others could change: one thread, no global generator, no gradient mode
// but what is set on the spot.

#include <ATen/ATen.h>
#include <ATen/Parallel.h>
#include <torch/csrc/autograd/custom_function.h>
#include <torch/optim/adam.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/error.h"  // and not check.h: the library has a CHECK of its own
#include "base/rng.h"
#include "policy/bytes.h"
#include "policy/distribution.h"
#include "policy/networks/attention.h"
#include "policy/networks/entry.h"
#include "policy/networks/rows.h"

// OpenBLAS has threads of its own, which at::set_num_threads doesn't know. Absent where another BLAS is
// installed.
extern "C" void openblas_set_num_threads(int) __attribute__((weak));

namespace ggms::policy {

namespace {

using at::Tensor;

constexpr int kHeads = 4;
constexpr int kWidening = 2;      // width of the feed-forward layer by hidden width; the paper gives none
constexpr int kMaxHidden = 4096;  // wider is a typing error rather than a wish
constexpr std::array<int, 3> kMlpWidths = {128, 64, 32};  // GGMS, table S4

/// All numbers that a network learns, in one tensor, and each parameter as a slice of it.
class Parameters {
 public:
  enum class Start { kRandom, kZero, kOne };

  /// Declares a parameter [inputs][width], or [width] where `inputs` is 0. Random ones are uniform between
  /// -1/sqrt(fan_in) and that, as torch::nn::Linear has them. Returns the number to ask for.
  std::size_t add(std::int64_t inputs, std::int64_t width, Start start, std::int64_t fan_in = 1) {
    slices_.push_back({inputs, width, start, fan_in, size_});
    size_ += slices_.back().numbers();
    return slices_.size() - 1;
  }

  /// Makes the tensors; nothing can be added afterwards.
  void allocate(std::uint64_t seed) {
    all_ = at::zeros({size_});
    gradient_ = at::zeros({size_});
    base::Rng rng(seed, "policy networks");
    for (const Slice& slice : slices_) {
      float* numbers = all_.data_ptr<float>() + slice.offset;
      const double bound = 1 / std::sqrt(static_cast<double>(slice.fan_in));
      for (std::int64_t i = 0; i < slice.numbers() && slice.start != Start::kZero; ++i) {
        const double unit = static_cast<double>(rng.next() >> 11U) * 0x1p-53;  // in [0, 1)
        numbers[i] = slice.start == Start::kOne ? 1.0F : static_cast<float>(bound * (2 * unit - 1));
      }
      Tensor part = slice.of(all_).requires_grad_();
      part.mutable_grad() = slice.of(gradient_);
      parts_.push_back(part);
    }
    all_ = all_.detach().requires_grad_();
    all_.mutable_grad() = gradient_;
  }

  const Tensor& operator[](std::size_t number) const { return parts_[number]; }
  const Tensor& all() const { return all_; }
  void zero_gradient() { gradient_.zero_(); }

 private:
  struct Slice {
    std::int64_t inputs, width;
    Start start;
    std::int64_t fan_in, offset;
    std::int64_t numbers() const { return std::max<std::int64_t>(inputs, 1) * width; }
    Tensor of(const Tensor& all) const {
      const Tensor part = all.narrow(0, offset, numbers());
      return inputs == 0 ? part : part.view({inputs, width});
    }
  };

  std::vector<Slice> slices_;
  std::vector<Tensor> parts_;
  Tensor all_, gradient_;
  std::int64_t size_ = 0;
};

using Start = Parameters::Start;

/// x * weights + bias.
class Linear {
 public:
  Linear(Parameters& parameters, std::int64_t inputs, std::int64_t outputs, bool zero = false)
      : parameters_(parameters),
        weights_(parameters.add(inputs, outputs, zero ? Start::kZero : Start::kRandom, inputs)),
        bias_(parameters.add(0, outputs, zero ? Start::kZero : Start::kRandom, inputs)) {}
  Tensor operator()(const Tensor& x) const { return at::addmm(parameters_[bias_], x, parameters_[weights_]); }

 private:
  const Parameters& parameters_;
  std::size_t weights_, bias_;
};

class LayerNorm {
 public:
  LayerNorm(Parameters& parameters, std::int64_t width)
      : parameters_(parameters),
        width_(width),
        factor_(parameters.add(0, width, Start::kOne)),
        bias_(parameters.add(0, width, Start::kZero)) {}
  Tensor operator()(const Tensor& x) const {
    return at::layer_norm(x, {width_}, parameters_[factor_], parameters_[bias_]);
  }

 private:
  const Parameters& parameters_;
  std::int64_t width_;
  std::size_t factor_, bias_;
};

/// Attention as the library differentiates it.
struct Attend : torch::autograd::Function<Attend> {
  static Tensor forward(torch::autograd::AutogradContext* context, const Tensor& table,
                        const Attention* attention) {
    const Rows& rows = attention->rows;
    const auto positions = static_cast<std::int64_t>(rows.tokens.size());
    Tensor weights = at::empty({positions, attention->heads, rows.length});
    attention->score(table.data_ptr<float>(), weights.data_ptr<float>());
    weights = at::_softmax(weights, -1, false);
    Tensor out = at::empty({positions, attention->heads * attention->width});
    attention->mix(table.data_ptr<float>(), weights.data_ptr<float>(), out.data_ptr<float>());
    context->save_for_backward({table, weights});
    context->saved_data["attention"] = reinterpret_cast<std::int64_t>(attention);
    return out;
  }

  static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                 torch::autograd::variable_list gradients) {
    const auto saved = context->get_saved_variables();
    const auto* attention = reinterpret_cast<const Attention*>(context->saved_data["attention"].toInt());
    const Tensor gradient = gradients[0].contiguous();
    Tensor table_gradient = at::zeros_like(saved[0]);
    attention->backward(saved[0].data_ptr<float>(), saved[1].data_ptr<float>(), gradient.data_ptr<float>(),
                        table_gradient.data_ptr<float>());
    return {table_gradient, Tensor()};
  }
};

/// A network: rows in, a logit for each output out.
class Network {
 public:
  virtual ~Network() = default;
  virtual Rows fold(const Batch& batch) const = 0;
  virtual Tensor logits(const Rows& rows) const = 0;
  Parameters parameters;
};

class Transformer : public Network {
 public:
  Transformer(const Shape& shape, const NetworkOptions& options)
      : shape_(shape),
        hidden_(options.hidden),
        tokens_(parameters.add(shape.vocabulary, hidden_, Start::kRandom, shape.vocabulary)),
        queries_(parameters, hidden_, 3 * hidden_),
        mixed_(parameters, hidden_, hidden_),
        first_norm_(parameters, hidden_),
        wide_(parameters, hidden_, kWidening * hidden_),
        narrow_(parameters, kWidening * hidden_, hidden_),
        second_norm_(parameters, hidden_),
        output_(parameters, hidden_, shape.outputs, options.uniform_start) {
    if (options.positions) positions_ = parameters.add(shape.length, hidden_, Start::kRandom, shape.length);
  }

  /// With positions, the token t at position i becomes token i * vocabulary + t.
  Rows fold(const Batch& batch) const override {
    Rows rows = policy::fold(shape_, batch, positions_.has_value());
    for (std::size_t i = 0; positions_ && i < rows.tokens.size(); ++i) {
      rows.tokens[i] += static_cast<std::int64_t>(i) % shape_.length * shape_.vocabulary;
    }
    return rows;
  }

  Tensor logits(const Rows& rows) const override {
    const auto count = static_cast<std::int64_t>(rows.count());
    Tensor table =
        parameters[tokens_];  // one-hot times matrix; its bias would only repeat what the rows can say
    if (positions_) table = (parameters[*positions_].unsqueeze(1) + table.unsqueeze(0)).view({-1, hidden_});
    attention_ = std::make_unique<Attention>(Attention{rows, kHeads, hidden_ / kHeads});
    const Tensor mixed = mixed_(Attend::apply(queries_(table), attention_.get()));
    const Tensor tokens = at::from_blob(const_cast<std::int64_t*>(rows.tokens.data()),
                                        {static_cast<std::int64_t>(rows.tokens.size())}, at::kLong);
    const Tensor attended = first_norm_(mixed + table.index_select(0, tokens));
    const Tensor encoded = second_norm_(attended + narrow_(relu(wide_(attended))));
    return output_(encoded.view({count, rows.length, hidden_}).mean(1));
  }

 private:
  Shape shape_;
  int hidden_;
  std::size_t tokens_;
  std::optional<std::size_t> positions_;
  Linear queries_, mixed_;
  LayerNorm first_norm_;
  Linear wide_, narrow_;
  LayerNorm second_norm_;
  Linear output_;
  mutable std::unique_ptr<Attention>
      attention_;  // the library's way back needs it after `logits` has returned
};

class Mlp : public Network {
 public:
  Mlp(const Shape& shape, const NetworkOptions& options)
      : shape_(shape),
        first_(parameters, static_cast<std::int64_t>(shape.length) * shape.vocabulary, kMlpWidths[0]),
        second_(parameters, kMlpWidths[0], kMlpWidths[1]),
        third_(parameters, kMlpWidths[1], kMlpWidths[2]),
        output_(parameters, kMlpWidths[2], shape.outputs, options.uniform_start) {}

  Rows fold(const Batch& batch) const override { return policy::fold(shape_, batch, true); }

  Tensor logits(const Rows& rows) const override {
    const std::int64_t width = static_cast<std::int64_t>(shape_.length) * shape_.vocabulary;
    Tensor one_hot = at::zeros({static_cast<std::int64_t>(rows.count()), width});
    for (std::size_t i = 0; i < rows.tokens.size(); ++i) {
      one_hot.data_ptr<float>()[static_cast<std::int64_t>(i) * shape_.vocabulary + rows.tokens[i]] = 1;
    }
    return output_(relu(third_(relu(second_(relu(first_(one_hot)))))));
  }

 private:
  Shape shape_;
  Linear first_, second_, third_, output_;
};

std::unique_ptr<Network> make_network(Kind kind, const Shape& shape, const NetworkOptions& options) {
  if (kind == Kind::kMlp) return std::make_unique<Mlp>(shape, options);
  return std::make_unique<Transformer>(shape, options);
}

/// The library's errors are bugs here or there, never the user's fault; and nobody else knows their type.
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
    network_->parameters.allocate(options.seed);
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

  /// Null before the first step.
  const torch::optim::AdamParamState* adam_state() const {
    const auto found = adam_->state().find(adam_key());
    if (found == adam_->state().end()) return nullptr;
    return static_cast<const torch::optim::AdamParamState*>(found->second.get());
  }

  /// From [different row][output] to [row][output].
  std::vector<float> unfold(const Rows& rows, const Tensor& logits) const {
    const auto width = static_cast<std::size_t>(shape_.outputs);
    const float* from = logits.data_ptr<float>();
    std::vector<float> all(rows.row_of.size() * width);
    for (std::size_t row = 0; row < rows.row_of.size(); ++row) {
      std::copy_n(from + rows.row_of[row] * width, width, &all[row * width]);
    }
    return all;
  }

  /// The sum over the rows that are the same: unfold's gradient.
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
