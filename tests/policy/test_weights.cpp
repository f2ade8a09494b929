// Tests that what is learnt is the same everywhere: to the last bit in all builds of this version, and to
// rounding in the versions that used libtorch, whose saved weights are read.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "base/sha256.h"
#include "policy/fixtures.h"

namespace ggms::policy {
namespace {

constexpr float kRounding = 1e-5F;  // between libtorch's answers and ours

/// The probabilities of the first rows' first outputs.
std::vector<float> first_answers(Policy& policy, const Examples& examples, std::size_t count) {
  const std::vector<float> all = policy.evaluate(examples.batch);
  std::vector<float> first;
  for (std::size_t row = 0; row < count; ++row)
    first.push_back(all[row * static_cast<std::size_t>(examples.shape.outputs)]);
  return first;
}

/// saved_by_libtorch.policy has the weights after 25 steps on these examples, in libtorch 1.13 on an AMD
/// EPYC; the numbers are its answers, and those after ten more steps.
TEST(WeightsOfLibtorch, AreReadAndLearntOnWith) {
  const Examples examples = random_examples({3, 5, 2}, 30, 21);
  NetworkOptions options;
  options.hidden = 4;
  options.positions = true;
  const auto policy = make_policy(Kind::kTransformer, examples.shape, options);
  std::ostringstream saved;
  saved << std::ifstream(GGMS_SOURCE_DIR "/tests/policy/saved_by_libtorch.policy", std::ios::binary).rdbuf();
  policy->restore(saved.str());
  EXPECT_EQ(policy->save(), saved.str());
  const std::vector<float> before = {0.486492F, 0.452593F, 0.430411F, 0.430177F, 0.453485F,
                                     0.451199F, 0.384018F, 0.437883F, 0.405181F, 0.415650F};
  EXPECT_THAT(first_answers(*policy, examples, 10),
              testing::Pointwise(testing::FloatNear(kRounding), before));
  EXPECT_NEAR(train(*policy, examples, 10), 0.6934137, 1e-5);
  const std::vector<float> after = {0.519514F, 0.515518F, 0.458970F, 0.454974F, 0.488036F,
                                    0.487364F, 0.405468F, 0.466460F, 0.429253F, 0.447467F};
  EXPECT_THAT(first_answers(*policy, examples, 10), testing::Pointwise(testing::FloatNear(kRounding), after));
}

struct Learnt {
  Kind kind;
  bool positions;
  double loss;                 // of libtorch after 19 steps
  std::vector<float> answers;  // of libtorch after 20
  std::string weights;         // the digest of ours, saved after 20 steps
};

const std::vector<Learnt> kLearnt = {
    {Kind::kTransformer,
     false,
     0.8905322,
     {0.376857F, 0.197168F, 0.411108F, 0.432417F, 0.354498F},
     "f44fc9e091a0d30ed5a3509d95b3653186dfb7b7c13a6f4f34380bca32bd6972"},
    {Kind::kTransformer,
     true,
     0.8899726,
     {0.392043F, 0.230168F, 0.393395F, 0.415365F, 0.355995F},
     "2bf78f4e0ebbb0604a889ece384427b9ef66bad87283b68f536cc2911530bebe"},
    {Kind::kMlp,
     false,
     0.8808474,
     {0.443477F, 0.280867F, 0.334700F, 0.346736F, 0.335211F},
     "3d9de8ddc1694e85b685f3564357b5b08aa786aab76a208f2abf45eb4dc856b6"},
};

/// The digests were recorded with gcc 12 at -O1, -O3 and -O3 -march=native (AVX-512) and with clang 19
/// at -O1 with sanitizers, on an AMD EPYC.
TEST(LearntWeights, AreTheSameInEveryBuildAndThoseOfLibtorchButForRounding) {
  const Examples examples = random_examples({5, 7, 3}, 40, 22);
  for (const Learnt& learnt : kLearnt) {
    NetworkOptions options;
    options.seed = 3;
    options.uniform_start = false;
    options.positions = learnt.positions;
    const auto policy = make_policy(learnt.kind, examples.shape, options);
    EXPECT_NEAR(train(*policy, examples, 20), learnt.loss, 1e-5);
    EXPECT_THAT(first_answers(*policy, examples, learnt.answers.size()),
                testing::Pointwise(testing::FloatNear(kRounding), learnt.answers));
    EXPECT_EQ(base::sha256(policy->save()), learnt.weights)
        << to_string(learnt.kind) << (learnt.positions ? " with positions" : "");
  }
}

}  // namespace
}  // namespace ggms::policy
