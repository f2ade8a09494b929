#pragma once

#include "policy/policy.h"

namespace ggms::policy {

/// A policy that prefers nothing and learns nothing; other policies have to do better.
class Uniform : public Policy {
 public:
  explicit Uniform(const Shape& shape) : shape_(shape) {}

  std::vector<float> evaluate(const Batch& batch) override;
  double train(const Batch& batch, const std::vector<float>& targets, const std::vector<float>& weights,
               int steps) override;
  std::string save() const override;
  void restore(const std::string& bytes) override;

 private:
  Shape shape_;
};

}  // namespace ggms::policy
