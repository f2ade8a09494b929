#pragma once

#include <cstdint>
#include <vector>

#include "policy/networks/product.h"

namespace ggms::policy {

/// What a parameter's numbers are before training. Random ones are uniform between -1/sqrt(fan_in) and
/// 1/sqrt(fan_in), as in torch::nn::Linear.
enum class Start { kRandom, kZero, kOne };

/// All learnt numbers of a network in one row, and their gradient; a parameter is a part of it. Saved weights
/// have the same order.
template <typename Real>
class Parameters {
 public:
  /// Declares a parameter of so many numbers. Returns where it begins.
  Index add(Index numbers, Start start, Index fan_in = 1);
  /// Makes the numbers; no parameter can be added afterwards.
  void allocate(std::uint64_t seed);

  Index size() const { return size_; }
  const Real* values(Index begin = 0) const { return values_.data() + begin; }
  Real* values(Index begin = 0) { return values_.data() + begin; }
  Real* gradient(Index begin = 0) { return gradient_.data() + begin; }
  void zero_gradient() { gradient_.assign(gradient_.size(), 0); }

 private:
  struct Part {
    Index numbers;
    Start start;
    Index fan_in;
  };
  std::vector<Part> parts_;
  std::vector<Real> values_, gradient_;
  Index size_ = 0;
};

}  // namespace ggms::policy
