// Adam as torch::optim::Adam computes it, so that weights saved by versions of ggms that used libtorch go on
// as they would have.

#include "policy/networks/adam.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/portable_math.h"

namespace ggms::policy {

namespace {

// Kingma and Ba, algorithm 1.
constexpr double kMeanDecay = 0.9;
constexpr double kSquareDecay = 0.999;
constexpr float kAdamEpsilon = 1e-8F;

}  // namespace

void Adam::step(float* values, const float* gradient) {
  ++steps_;
  const double mean_bias = 1 - base::whole_power(kMeanDecay, steps_);
  const double square_bias = 1 - base::whole_power(kSquareDecay, steps_);
  const auto rate = static_cast<float>(rate_ / mean_bias);
  const auto root = static_cast<float>(std::sqrt(square_bias));
  constexpr auto kMeanShare = static_cast<float>(1 - kMeanDecay);
  constexpr auto kSquareShare = static_cast<float>(1 - kSquareDecay);
  float* mean = mean_.data();
  float* square = square_.data();
  for (std::size_t i = 0; i < mean_.size(); ++i) {
    mean[i] = mean[i] * static_cast<float>(kMeanDecay) + gradient[i] * kMeanShare;
    square[i] = square[i] * static_cast<float>(kSquareDecay) + gradient[i] * gradient[i] * kSquareShare;
    values[i] -= rate * (mean[i] / (std::sqrt(square[i]) / root + kAdamEpsilon));
  }
}

void Adam::save(const float* values, ByteWriter& writer) const {
  writer.number(steps_);
  writer.floats(values, mean_.size());
  if (steps_ == 0) return;
  writer.floats(mean_.data(), mean_.size());
  writer.floats(square_.data(), square_.size());
}

void Adam::restore(ByteReader& reader, std::vector<float>& values) {
  const std::uint64_t steps = reader.number();
  if (steps > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) reader.damaged();
  const auto read = [&](std::vector<float>& numbers) { reader.floats(numbers.data(), numbers.size()); };
  std::vector<float> read_values(mean_.size());
  std::vector<float> mean(mean_.size());
  std::vector<float> square(mean_.size());
  read(read_values);
  if (steps > 0) {
    read(mean);
    read(square);
    if (std::ranges::any_of(square, [](float number) { return number < 0; })) reader.damaged();
  }
  reader.finish();
  steps_ = steps;
  values = std::move(read_values);
  mean_ = std::move(mean);
  square_ = std::move(square);
}

}  // namespace ggms::policy
