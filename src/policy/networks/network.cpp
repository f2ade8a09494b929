// The networks of GGMS, appendix E, on libtorch: the transformer (table S3) and the multilayer perceptron
// (table S4).
//
// Batches are tiny, so calls of the library take more time than arithmetic. Therefore all parameters are
// slices of one tensor, which the optimiser updates in one step; values that depend on a token alone are
// computed once for each token (`table`) and looked up; a one-hot vector times a matrix is a row of the
// matrix; and attention has code of its own (attention.cpp).

#include "policy/networks/network.h"

#include <ATen/ATen.h>
#include <torch/csrc/autograd/custom_function.h>

#include <array>
#include <cmath>
#include <optional>

#include "base/rng.h"
#include "policy/networks/attention.h"

namespace ggms::policy {

std::size_t Parameters::add(std::int64_t inputs, std::int64_t width, Start start, std::int64_t fan_in) {
  slices_.push_back({inputs, width, start, fan_in, size_});
  size_ += slices_.back().numbers();
  return slices_.size() - 1;
}

void Parameters::allocate(std::uint64_t seed) {
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
    at::Tensor part = slice.of(all_).requires_grad_();
    part.mutable_grad() = slice.of(gradient_);
    parts_.push_back(part);
  }
  all_ = all_.detach().requires_grad_();
  all_.mutable_grad() = gradient_;
}

at::Tensor Parameters::Slice::of(const at::Tensor& all) const {
  const at::Tensor part = all.narrow(0, offset, numbers());
  return inputs == 0 ? part : part.view({inputs, width});
}

namespace {

using at::Tensor;

constexpr int kWidening = 2;  // width of the feed-forward layer by hidden width; the paper gives none
constexpr std::array<int, 3> kMlpWidths = {128, 64, 32};  // GGMS, table S4

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

/// Attention in the form that the library's differentiation needs.
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
    Tensor table = parameters[tokens_];  // each row can contain a bias, so there is no separate one
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
  mutable std::unique_ptr<Attention> attention_;  // the gradient uses it after `logits` has returned
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

}  // namespace

std::unique_ptr<Network> make_network(Kind kind, const Shape& shape, const NetworkOptions& options) {
  std::unique_ptr<Network> network;
  if (kind == Kind::kMlp) {
    network = std::make_unique<Mlp>(shape, options);
  } else {
    network = std::make_unique<Transformer>(shape, options);
  }
  network->parameters.allocate(options.seed);
  return network;
}

}  // namespace ggms::policy
