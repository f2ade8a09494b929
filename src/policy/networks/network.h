#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "policy/networks/rows.h"

namespace ggms::policy {

/// All learnt numbers of a network in one tensor, and each parameter as a slice of it.
class Parameters {
 public:
  enum class Start { kRandom, kZero, kOne };

  /// Declares a parameter [inputs][width], or [width] if `inputs` is 0. Random ones are uniform between
  /// -1/sqrt(fan_in) and 1/sqrt(fan_in), as in torch::nn::Linear. Returns the parameter's number.
  std::size_t add(std::int64_t inputs, std::int64_t width, Start start, std::int64_t fan_in = 1);
  /// Makes the tensors; no parameter can be added afterwards.
  void allocate(std::uint64_t seed);

  const at::Tensor& operator[](std::size_t number) const { return parts_[number]; }
  /// The tensor that an optimiser updates; its gradient collects the gradients of all parameters.
  const at::Tensor& all() const { return all_; }
  void zero_gradient() { gradient_.zero_(); }

 private:
  struct Slice {
    std::int64_t inputs, width;
    Start start;
    std::int64_t fan_in, offset;
    std::int64_t numbers() const { return inputs == 0 ? width : inputs * width; }
    at::Tensor of(const at::Tensor& all) const;
  };

  std::vector<Slice> slices_;
  std::vector<at::Tensor> parts_;
  at::Tensor all_, gradient_;
  std::int64_t size_ = 0;
};

/// A network: rows in, a logit for each output out.
class Network {
 public:
  virtual ~Network() = default;
  /// The batch as this network computes it.
  virtual Rows fold(const Batch& batch) const = 0;
  /// The logits [different row][output]. The rows must live until the gradient has been computed.
  virtual at::Tensor logits(const Rows& rows) const = 0;

  Parameters parameters;
};

/// The number of heads of the transformer's attention; its hidden width must be a multiple of it.
inline constexpr int kHeads = 4;

/// A network of this kind, kTransformer or kMlp, with parameters initialised from options.seed.
std::unique_ptr<Network> make_network(Kind kind, const Shape& shape, const NetworkOptions& options);

}  // namespace ggms::policy
