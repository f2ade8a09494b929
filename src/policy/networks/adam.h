#pragma once

#include <cstdint>
#include <vector>

#include "policy/bytes.h"

namespace ggms::policy {

/// The optimiser Adam (Kingma and Ba, 2015) with its usual constants.
class Adam {
 public:
  Adam(std::size_t size, double learning_rate) : rate_(learning_rate), mean_(size), square_(size) {}

  /// Moves the values a step against the gradient; both have `size` numbers.
  void step(float* values, const float* gradient);

  /// Writes the number of steps, then `values`, and after the first step the two moments.
  void save(const float* values, ByteWriter& writer) const;
  /// The inverse of save. Sets `values`, and throws base::Error if the bytes are damaged; then nothing has
  /// changed.
  void restore(ByteReader& reader, std::vector<float>& values);

 private:
  double rate_;
  std::uint64_t steps_ = 0;
  std::vector<float> mean_;    // of gradients, the latest ones most
  std::vector<float> square_;  // the same of their squares
};

}  // namespace ggms::policy
