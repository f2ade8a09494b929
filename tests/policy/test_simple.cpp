// Tests the policies that need no module, and the words for all kinds.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "base/error.h"
#include "policy/fixtures.h"

namespace ggms::policy {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::FloatNear;

constexpr Shape kShape{2, 3, 3};
const Batch kBatch{{0, 1, 2, 2}, {2, 3}};
const std::vector<float> kTargets = {1, 0, 0, 0, 0.5F, 0.5F};

TEST(Kinds, HaveWordsThatAreReadBack) {
  for (const Kind kind : {Kind::kTransformer, Kind::kMlp, Kind::kTable, Kind::kUniform})
    EXPECT_EQ(parse_kind(to_string(kind)), kind);
  EXPECT_THAT([] { parse_kind("oracle"); },
              testing::ThrowsMessage<base::Error>(
                  "policy: unknown policy 'oracle'; known are transformer, mlp, table, uniform"));
}

TEST(UniformPolicy, SharesEachRowsProbabilityEvenlyAndLearnsNothing) {
  const auto policy = make_policy(Kind::kUniform, kShape, {});
  const std::vector<float> even = {0.5F, 0.5F, 0, 1.0F / 3, 1.0F / 3, 1.0F / 3};
  EXPECT_EQ(policy->evaluate(kBatch), even);
  EXPECT_NEAR(policy->train(kBatch, kTargets, {1, 3}, 5), (std::log(2) + 3 * std::log(3)) / 4, 1e-6);
  EXPECT_EQ(policy->evaluate(kBatch), even);
}

TEST(TablePolicy, MovesTowardsTargetsAndKnowsNothingElse) {
  const auto policy = make_policy(Kind::kTable, kShape, {});
  EXPECT_NEAR(policy->train(kBatch, kTargets, {1, 1}, 1), (std::log(2) + std::log(3)) / 2, 1e-6);
  const std::vector<float> once = policy->evaluate(kBatch);
  EXPECT_NEAR(once[0], 0.55, 1e-6);
  EXPECT_NEAR(once[3], 0.9 / 3, 1e-6);
  policy->train(kBatch, kTargets, {1, 1}, 100);
  EXPECT_THAT(policy->evaluate(kBatch),
              ElementsAre(FloatNear(1, 1e-3F), FloatNear(0, 1e-3F), 0, FloatNear(0, 1e-3F),
                          FloatNear(0.5, 1e-3F), FloatNear(0.5, 1e-3F)));
  EXPECT_THAT(policy->evaluate({{1, 0}, {3}}), Each(FloatNear(1.0F / 3, 1e-6F)));
}

TEST(TablePolicy, CountsARowsWeightAsThatManyRows) {
  const auto heavy = make_policy(Kind::kTable, kShape, {});
  const auto often = make_policy(Kind::kTable, kShape, {});
  heavy->train(kBatch, kTargets, {3, 0}, 1);
  often->train(kBatch, kTargets, {1, 0}, 3);
  const std::vector<float> a = heavy->evaluate(kBatch);
  const std::vector<float> b = often->evaluate(kBatch);
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_NEAR(a[i], b[i], 1e-6);
  EXPECT_NEAR(a[3], 1.0 / 3, 1e-6) << "weight 0 must not move a row";
}

TEST(TablePolicy, SurvivesSavingAndContinuesIdentically) {
  const Examples examples = random_examples({4, 6, 3}, 50, 7);
  const auto policy = make_policy(Kind::kTable, examples.shape, {});
  const auto other = make_policy(Kind::kTable, examples.shape, {});
  train(*policy, examples, 3);
  other->restore(policy->save());
  EXPECT_EQ(other->save(), policy->save());
  EXPECT_EQ(train(*other, examples, 2), train(*policy, examples, 2));
  EXPECT_EQ(other->save(), policy->save());
}

}  // namespace
}  // namespace ggms::policy
