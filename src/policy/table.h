#pragma once

#include <unordered_map>

#include "policy/policy.h"

namespace ggms::policy {

/// A policy with one distribution for each row of tokens that it was trained on, and the uniform one for all
/// others. It learns fast and never generalises; a network has to do better.
class Table : public Policy {
 public:
  explicit Table(const Shape& shape) : shape_(shape) {}

  std::vector<float> evaluate(const Batch& batch) override;
  double train(const Batch& batch, const std::vector<float>& targets, const std::vector<float>& weights,
               int steps) override;
  std::string save() const override;
  void restore(const std::string& bytes) override;

 private:
  std::string key(const Batch& batch, std::size_t row) const;

  Shape shape_;
  std::unordered_map<std::string, std::vector<float>> learnt_;  // key -> probability of each output
};

}  // namespace ggms::policy
