// Tests the networks: they learn, they are what they claim to be, and they are deterministic.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <thread>

#include "base/error.h"
#include "policy/bytes.h"
#include "policy/fixtures.h"

namespace ggms::policy {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

struct Case {
  Kind kind;
  bool positions;
};

std::string name_of(const testing::TestParamInfo<Case>& info) {
  return to_string(info.param.kind) + (info.param.positions ? "WithPositions" : "");
}

/// Tests that every network has to pass.
class Network : public testing::TestWithParam<Case> {
 protected:
  std::unique_ptr<Policy> make(const Shape& shape, NetworkOptions options = {}) const {
    options.positions = GetParam().positions;
    return make_policy(GetParam().kind, shape, options);
  }
};

constexpr Shape kShape{5, 7, 3};

TEST_P(Network, LearnsATableByHeart) {
  const Examples examples = one_right_each(kShape, 20, 1);
  NetworkOptions options;
  options.learning_rate =
      0.01;  // ten times the default, because the test is about what a network can learn and not how fast
  const auto policy = make(kShape, options);
  EXPECT_LT(train(*policy, examples, 400), 0.01);
  const std::vector<float> learnt = policy->evaluate(examples.batch);
  for (std::size_t i = 0; i < learnt.size(); ++i) EXPECT_NEAR(learnt[i], examples.targets[i], 0.05);
}

TEST_P(Network, LearnsDistributionsAndMinimisesTheirCrossEntropy) {
  Examples examples = one_right_each(kShape, 10, 2);
  const Examples soft = random_examples(kShape, 10, 3);
  examples.targets = soft.targets;
  examples.batch.outputs = soft.batch.outputs;
  NetworkOptions options;
  options.learning_rate = 0.01;
  const auto policy = make(kShape, options);
  train(*policy, examples, 500);
  const std::vector<float> learnt = policy->evaluate(examples.batch);
  for (std::size_t i = 0; i < learnt.size(); ++i) EXPECT_NEAR(learnt[i], examples.targets[i], 0.05);
}

TEST_P(Network, IgnoresRowsOfWeightZero) {
  Examples examples = one_right_each(kShape, 8, 4);
  Examples poisoned = examples;
  for (std::size_t row = 4; row < 8; ++row) examples.weights[row] = poisoned.weights[row] = 0;
  for (std::size_t row = 4; row < 8; ++row)
    std::rotate(&poisoned.targets[row * 3], &poisoned.targets[row * 3 + 1],
                &poisoned.targets[row * 3 + static_cast<std::size_t>(poisoned.batch.outputs[row])]);
  const auto a = make(kShape);
  const auto b = make(kShape);
  EXPECT_EQ(train(*a, examples, 3), train(*b, poisoned, 3));
  EXPECT_EQ(a->save(), b->save());
}

TEST_P(Network, StartsExactlyUniform) {
  const Examples examples = random_examples(kShape, 40, 5);
  EXPECT_EQ(make(kShape)->evaluate(examples.batch),
            make_policy(Kind::kUniform, kShape, {})->evaluate(examples.batch));
  NetworkOptions options;
  options.uniform_start = false;
  EXPECT_NE(make(kShape, options)->evaluate(examples.batch),
            make_policy(Kind::kUniform, kShape, {})->evaluate(examples.batch));
}

TEST_P(Network, GivesMaskedOutputsNothing) {
  const Examples examples = random_examples(kShape, 40, 6);
  NetworkOptions options;
  options.uniform_start = false;
  const auto policy = make(kShape, options);
  train(*policy, examples, 20);
  const std::vector<float> answer = policy->evaluate(examples.batch);
  for (std::size_t row = 0; row < 40; ++row) {
    float sum = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      sum += answer[row * 3 + i];
      EXPECT_EQ(answer[row * 3 + i] > 0, i < static_cast<std::size_t>(examples.batch.outputs[row]));
    }
    EXPECT_NEAR(sum, 1, 1e-5);
  }
}

TEST_P(Network, IsTheSameForTheSameSeedAndAnotherForAnother) {
  const Examples examples = random_examples(kShape, 300, 7);
  NetworkOptions options;
  const auto a = make(kShape, options);
  const auto b = make(kShape, options);
  options.seed = 2;
  const auto c = make(kShape, options);
  EXPECT_EQ(train(*a, examples, 3), train(*b, examples, 3));
  train(*c, examples, 3);
  EXPECT_EQ(a->save(), b->save());
  EXPECT_NE(a->save(), c->save());
}

TEST_P(Network, IsTheSameInAnotherThread) {
  const Examples examples = random_examples(kShape, 300, 8);
  const auto here = make(kShape);
  train(*here, examples, 3);
  std::string there;
  std::thread([&] {
    const auto policy = make(kShape);
    train(*policy, examples, 3);
    there = policy->save();
  }).join();
  EXPECT_EQ(there, here->save());
}

TEST_P(Network, ContinuesAfterRestoringAsIfItHadNeverStopped) {
  const Examples examples = random_examples(kShape, 50, 9);
  const auto straight = make(kShape);
  train(*straight, examples, 5);
  NetworkOptions options;
  options.seed = 99;  // the state before must be gone
  const auto resumed = make(kShape, options);
  train(*resumed, examples, 2);
  resumed->restore(straight->save());
  EXPECT_EQ(resumed->evaluate(examples.batch), straight->evaluate(examples.batch));
  EXPECT_EQ(train(*resumed, examples, 5), train(*straight, examples, 5));
  EXPECT_EQ(resumed->save(), straight->save());
}

TEST_P(Network, RestoresOneThatWasNeverTrained) {
  const Examples examples = random_examples(kShape, 50, 10);
  const auto fresh = make(kShape);
  const auto other = make(kShape);
  train(*other, examples, 2);
  other->restore(fresh->save());
  EXPECT_EQ(other->save(), fresh->save());
  EXPECT_EQ(train(*other, examples, 2), train(*fresh, examples, 2));
  EXPECT_EQ(other->save(), fresh->save());
}

TEST_P(Network, RefusesDamagedAndForeignBytes) {
  const Examples examples = random_examples(kShape, 20, 11);
  const auto policy = make(kShape);
  train(*policy, examples, 1);
  const std::string bytes = policy->save();
  for (std::size_t i = 0; i < bytes.size(); i += 997) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_THROW(policy->restore(damaged), base::Error) << "byte " << i;
    EXPECT_THROW(policy->restore(bytes.substr(0, i)), base::Error) << i << " bytes";
  }
  const Kind other = GetParam().kind == Kind::kMlp ? Kind::kTransformer : Kind::kMlp;
  EXPECT_THAT([&] { policy->restore(make_policy(other, kShape, {})->save()); },
              ThrowsMessage<base::Error>(HasSubstr("the saved policy is a " + to_string(other))));
  EXPECT_THAT([&] { policy->restore(make({5, 8, 3})->save()); },
              ThrowsMessage<base::Error>(HasSubstr("below 8")));
  EXPECT_EQ(policy->save(), bytes) << "a refused state must change nothing";
}

/// A checksum can be right where the numbers are not.
TEST_P(Network, RefusesNumbersThatNoTrainingLeaves) {
  const auto policy = make(kShape);
  const std::string bytes = policy->save();
  const std::string line = bytes.substr(0, bytes.find('\n'));
  const std::string description = line.substr(line.find(": ") + 2);
  const std::size_t count = (bytes.size() - line.size() - 1 - 2 * sizeof(std::uint64_t)) / sizeof(float);
  const auto restore = [&](std::uint64_t step, std::vector<float> numbers, float damage) {
    numbers.back() = damage;
    ByteWriter writer(description);
    writer.number(step);
    writer.floats(numbers.data(), numbers.size());
    policy->restore(writer.finish());
  };
  EXPECT_NO_THROW(restore(0, std::vector<float>(count), 1));
  EXPECT_NO_THROW(restore(1, std::vector<float>(3 * count), 1));
  EXPECT_THROW(restore(0, std::vector<float>(count), std::numeric_limits<float>::infinity()), base::Error);
  EXPECT_THROW(restore(0, std::vector<float>(count + 1), 1), base::Error);
  EXPECT_THROW(restore(1, std::vector<float>(count), 1), base::Error);
  EXPECT_THROW(restore(1, std::vector<float>(3 * count), -1), base::Error) << "a mean of squares is negative";
  EXPECT_THROW(restore(~0ULL, std::vector<float>(3 * count), 1), base::Error);
}

TEST_P(Network, RefusesOptionsThatMakeNoNetwork) {
  NetworkOptions options;
  options.hidden = 30;
  EXPECT_THAT([&] { make(kShape, options); }, ThrowsMessage<base::Error>(HasSubstr("multiple of 4")));
  options = {};
  options.learning_rate = 0;
  EXPECT_THAT([&] { make(kShape, options); }, ThrowsMessage<base::Error>(HasSubstr("learning rate")));
}

TEST_P(Network, ChecksItsArguments) {
  const auto policy = make(kShape);
  EXPECT_THROW(policy->evaluate({{0, 1, 2, 3, 7}, {2}}), base::InternalError) << "no such token";
  EXPECT_THROW(policy->evaluate({{0, 1, 2, 3}, {2}}), base::InternalError) << "too few tokens";
  EXPECT_TRUE(policy->evaluate({}).empty());
}

/// Adam's first moment after its first step is a tenth of the gradient, and parameters can be changed by way
/// of the saved bytes: so the gradient, part of which is ours, can be compared with differences of losses.
TEST_P(Network, FollowsTheGradientOfItsLoss) {
  const Examples examples = random_examples(kShape, 30, 13);
  NetworkOptions options;
  options.uniform_start = false;
  const auto policy = make(kShape, options);
  const std::string bytes = policy->save();
  const std::string line = bytes.substr(0, bytes.find('\n'));
  const std::string description = line.substr(line.find(": ") + 2);
  const std::size_t count = (bytes.size() - line.size() - 1 - 2 * sizeof(std::uint64_t)) / sizeof(float);
  std::vector<float> start(count);
  std::vector<float> moment(count);
  ByteReader before(bytes, description);
  before.number();
  before.floats(start.data(), count);
  train(*policy, examples, 1);
  const std::string trained = policy->save();
  ByteReader after(trained, description);
  after.number();
  after.floats(moment.data(), count);  // the parameters
  after.floats(moment.data(), count);
  const auto loss_at = [&](std::size_t i, float shift) {
    std::vector<float> moved = start;
    moved[i] += shift;
    ByteWriter writer(description);
    writer.number(0);
    writer.floats(moved.data(), count);
    policy->restore(writer.finish());
    return train(*policy, examples, 1);
  };
  constexpr float kShift = 0.003F;
  double error = 0;
  double size = 0;
  for (std::size_t i = 0; i < count; i += 17) {
    const double difference = (loss_at(i, kShift) - loss_at(i, -kShift)) / (2 * static_cast<double>(kShift));
    error += std::pow(10 * static_cast<double>(moment[i]) - difference, 2);
    size += std::pow(difference, 2);
  }
  EXPECT_GT(size, 1e-4) << "nothing to compare";
  EXPECT_LT(std::sqrt(error / size), 0.02);
}

INSTANTIATE_TEST_SUITE_P(All, Network,
                         testing::Values(Case{Kind::kTransformer, false}, Case{Kind::kTransformer, true},
                                         Case{Kind::kMlp, false}),
                         name_of);

/// The answers to every permutation of a few rows.
std::vector<std::vector<float>> permuted_answers(bool positions) {
  const Examples examples = random_examples({4, 6, 2}, 30, 12);
  NetworkOptions options;
  options.positions = positions;
  options.uniform_start = false;
  const auto policy = make_policy(Kind::kTransformer, examples.shape, options);
  train(*policy, examples, 5);
  std::vector<std::vector<float>> answers;
  std::vector<std::int64_t> row = {0, 1, 2, 4};
  do {
    answers.push_back(policy->evaluate({row, {2}}));
  } while (std::ranges::next_permutation(row).found);
  return answers;
}

TEST(Transformer, CannotTellPermutationsApartWithoutPositions) {
  EXPECT_THAT(permuted_answers(false), testing::Each(permuted_answers(false).front()));
}

TEST(Transformer, TellsPermutationsApartWithPositions) {
  const auto answers = permuted_answers(true);
  for (std::size_t i = 1; i < answers.size(); ++i) EXPECT_NE(answers[i], answers[0]) << i;
}

}  // namespace
}  // namespace ggms::policy
