#include "policy/networks/parameters.h"

#include <cmath>

#include "base/rng.h"

namespace ggms::policy {

template <typename Real>
Index Parameters<Real>::add(Index numbers, Start start, Index fan_in) {
  parts_.push_back({numbers, start, fan_in});
  size_ += numbers;
  return size_ - numbers;
}

template <typename Real>
void Parameters<Real>::allocate(std::uint64_t seed) {
  values_.reserve(static_cast<std::size_t>(size_));
  gradient_.assign(static_cast<std::size_t>(size_), 0);
  base::Rng rng(seed, "policy networks");
  for (const Part& part : parts_) {
    const double bound = 1 / std::sqrt(static_cast<double>(part.fan_in));
    for (Index i = 0; i < part.numbers; ++i) {
      double value = 0;
      if (part.start != Start::kZero) {
        // Numbers that start at 1 take one from the stream, too: so all that come after them are what they
        // have been since the first version.
        const double unit = static_cast<double>(rng.next() >> 11U) * 0x1p-53;  // in [0, 1)
        value = part.start == Start::kOne ? 1 : bound * (2 * unit - 1);
      }
      values_.push_back(static_cast<Real>(value));
    }
  }
}

template class Parameters<float>;
template class Parameters<double>;

}  // namespace ggms::policy
