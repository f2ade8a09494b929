// The tabular policy: for each row of tokens a moving average of its targets. A row of weight w moves as far
// as w rows of weight 1 would.

#include "policy/table.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <numeric>

#include "base/check.h"
#include "base/portable_math.h"
#include "policy/bytes.h"
#include "policy/distribution.h"

namespace ggms::policy {

namespace {

constexpr double kRate = 0.1;  // the part of the way to its target that a row of weight 1 moves in a step
constexpr float kRowSumError = 1e-3F;  // the largest rounding error of a saved row's sum

}  // namespace

/// The tokens' low 32 bits, in sequence.
std::string Table::key(const Batch& batch, std::size_t row) const {
  const auto length = static_cast<std::size_t>(shape_.length);
  std::string text(length * sizeof(std::uint32_t), '\0');
  for (std::size_t i = 0; i < length; ++i) {
    const auto token = static_cast<std::uint32_t>(batch.tokens[row * length + i]);
    std::memcpy(&text[i * sizeof token], &token, sizeof token);
  }
  return text;
}

std::vector<float> Table::evaluate(const Batch& batch) {
  check_batch(shape_, batch);
  std::vector<float> probabilities = uniform(shape_, batch);
  for (std::size_t row = 0; row < batch.rows(); ++row) {
    const auto found = learnt_.find(key(batch, row));
    // Another number of outputs means that the saved bytes belong to another run; then nothing is known about
    // the row.
    if (found == learnt_.end() || found->second.size() != static_cast<std::size_t>(batch.outputs[row]))
      continue;
    std::ranges::copy(found->second, &probabilities[row * static_cast<std::size_t>(shape_.outputs)]);
  }
  return probabilities;
}

double Table::train(const Batch& batch, const std::vector<float>& targets, const std::vector<float>& weights,
                    int steps) {
  check_examples(shape_, batch, targets, weights);
  double loss = 0;
  for (int step = 0; step < steps; ++step) {
    if (step == steps - 1) loss = cross_entropy(shape_, batch, evaluate(batch), targets, weights);
    for (std::size_t row = 0; row < batch.rows(); ++row) {
      const auto outputs = static_cast<std::size_t>(batch.outputs[row]);
      std::vector<float>& known = learnt_[key(batch, row)];
      if (known.size() != outputs) known.assign(outputs, 1.0F / static_cast<float>(outputs));
      const auto part = static_cast<float>(1 - base::pow(1 - kRate, static_cast<double>(weights[row])));
      const float* target = &targets[row * static_cast<std::size_t>(shape_.outputs)];
      for (std::size_t i = 0; i < outputs; ++i) known[i] += part * (target[i] - known[i]);
    }
  }
  return loss;
}

std::string Table::save() const {
  std::vector<const std::pair<const std::string, std::vector<float>>*> rows;
  for (const auto& entry : learnt_) rows.push_back(&entry);
  std::ranges::sort(rows, {}, [](const auto* entry) -> const std::string& { return entry->first; });
  ByteWriter writer(describe(Kind::kTable, shape_));
  writer.number(rows.size());
  for (const auto* entry : rows) {
    writer.text(entry->first);
    writer.number(entry->second.size());
    writer.floats(entry->second.data(), entry->second.size());
  }
  return writer.finish();
}

void Table::restore(const std::string& bytes) {
  ByteReader reader(bytes, describe(Kind::kTable, shape_));
  std::unordered_map<std::string, std::vector<float>> rows;
  for (std::uint64_t left = reader.number(); left > 0; --left) {
    std::string tokens = reader.text(static_cast<std::size_t>(shape_.length) * sizeof(std::uint32_t));
    const std::uint64_t outputs = reader.number();
    if (outputs < 1 || outputs > static_cast<std::uint64_t>(shape_.outputs)) reader.damaged();
    std::vector<float> known(static_cast<std::size_t>(outputs));
    reader.floats(known.data(), known.size());
    const float sum = std::accumulate(known.begin(), known.end(), 0.0F);
    if (std::ranges::any_of(known, [](float p) { return p < 0; }) || std::abs(sum - 1) > kRowSumError)
      reader.damaged();
    if (!rows.emplace(std::move(tokens), std::move(known)).second) reader.damaged();
  }
  reader.finish();
  learnt_ = std::move(rows);
}

}  // namespace ggms::policy
