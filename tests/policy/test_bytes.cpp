// Tests that saved policies are refused if they are damaged or belong to another policy.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>

#include "base/error.h"
#include "policy/bytes.h"
#include "policy/fixtures.h"

namespace ggms::policy {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

std::string trained_table(const Shape& shape) {
  const Examples examples = random_examples(shape, 30, 1);
  const auto policy = make_policy(Kind::kTable, shape, {});
  train(*policy, examples, 2);
  return policy->save();
}

constexpr Shape kShape{3, 5, 2};

TEST(SavedPolicy, IsRefusedWhereAnyByteIsDamaged) {
  const std::string bytes = trained_table(kShape);
  const auto policy = make_policy(Kind::kTable, kShape, {});
  const std::string before = policy->save();
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x10);
    EXPECT_THROW(policy->restore(damaged), base::Error) << "byte " << i;
  }
  EXPECT_EQ(policy->save(), before) << "a refused state must change nothing";
}

TEST(SavedPolicy, IsRefusedWhereItIsCutOrContinued) {
  const std::string bytes = trained_table(kShape);
  const auto policy = make_policy(Kind::kTable, kShape, {});
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_THROW(policy->restore(bytes.substr(0, size)), base::Error) << size << " bytes";
  EXPECT_THROW(policy->restore(bytes + "x"), base::Error);
}

TEST(SavedPolicy, IsRefusedWhereItIsAnothers) {
  const auto policy = make_policy(Kind::kTable, kShape, {});
  EXPECT_THAT([&] { policy->restore("{}"); }, ThrowsMessage<base::Error>(HasSubstr("no saved policy")));
  EXPECT_THAT(
      [&] { policy->restore(trained_table({3, 5, 3})); },
      ThrowsMessage<base::Error>("the saved policy is a table of 3 tokens below 5, 3 outputs; needed is a "
                                 "table of 3 tokens below 5, 2 outputs"));
  const std::string uniform = make_policy(Kind::kUniform, kShape, {})->save();
  EXPECT_THAT([&] { policy->restore(uniform); }, ThrowsMessage<base::Error>(HasSubstr("is a uniform of 3")));
}

/// Bytes whose checksum is right and whose content is not: made on purpose, or by a bug.
TEST(SavedPolicy, IsRefusedWhereItLiesInSpiteOfItsChecksum) {
  const auto policy = make_policy(Kind::kTable, kShape, {});
  const auto restore = [&](std::uint64_t rows, const std::vector<float>& numbers, std::uint64_t outputs) {
    ByteWriter writer(describe(Kind::kTable, kShape));
    writer.number(rows);
    writer.text(std::string(12, '\0'));
    writer.number(outputs);
    writer.floats(numbers.data(), numbers.size());
    policy->restore(writer.finish());
  };
  EXPECT_NO_THROW(restore(1, {0.5F, 0.5F}, 2));
  EXPECT_THROW(restore(1, {0.5F, 0.6F}, 2), base::Error);
  EXPECT_THROW(restore(1, {-1, 2}, 2), base::Error);
  EXPECT_THROW(restore(1, {std::numeric_limits<float>::quiet_NaN(), 1}, 2), base::Error);
  EXPECT_THROW(restore(1, {1, 0, 0}, 3), base::Error);
  EXPECT_THROW(restore(1, {}, ~0ULL), base::Error);
  EXPECT_THROW(restore(~0ULL, {0.5F, 0.5F}, 2), base::Error);
  EXPECT_THROW(restore(0, {0.5F, 0.5F}, 2), base::Error);
}

}  // namespace
}  // namespace ggms::policy
