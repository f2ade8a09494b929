// The policy without preferences. It serves to measure what the others add.

#include "policy/uniform.h"

#include "policy/bytes.h"
#include "policy/distribution.h"

namespace ggms::policy {

std::vector<float> Uniform::evaluate(const Batch& batch) {
  check_batch(shape_, batch);
  return uniform(shape_, batch);
}

double Uniform::train(const Batch& batch, const std::vector<float>& targets,
                      const std::vector<float>& weights, int /*steps*/) {
  check_examples(shape_, batch, targets, weights);
  return cross_entropy(shape_, batch, uniform(shape_, batch), targets, weights);
}

std::string Uniform::save() const {
  return ByteWriter(describe(Kind::kUniform, shape_)).finish();
}

void Uniform::restore(const std::string& bytes) {
  ByteReader(bytes, describe(Kind::kUniform, shape_)).finish();
}

}  // namespace ggms::policy
