// "Did you mean ...?": slips of the pen find their word, other words find none.

#include "base/nearest.h"

#include <gtest/gtest.h>

namespace ggms::base {
namespace {

const std::vector<std::string> kWords = {"agreement", "validity-one", "validity-zero", "termination"};

TEST(Nearest, IsTheWordThatWasMistyped) {
  for (const char* word : {"agreement", "agrement", "agreemnet", "aggreement", "agreemend", "greement"})
    EXPECT_EQ(nearest(word, kWords), "agreement") << word;
  EXPECT_EQ(nearest("validity", {"validity-x", "valid"}), "validity-x") << "two letters rather than three";
  EXPECT_EQ(nearest("validity-on", kWords), "validity-one");
}

TEST(Nearest, IsNoWordIfNoneIsNear) {
  for (const char* word : {"", "x", "agree", "liveness", "agreement-agreement"})
    EXPECT_EQ(nearest(word, kWords), std::nullopt) << word;
  EXPECT_EQ(nearest("agreement", {}), std::nullopt);
  EXPECT_EQ(nearest("ab", {"xy", "c"}), std::nullopt) << "all letters differ";
}

TEST(Nearest, IsTheLongestWordThatAnEndingWasPutTo) {
  EXPECT_EQ(nearest("crashes", {"loss", "crash", "crash-late"}), "crash");
  EXPECT_EQ(nearest("partitioned", {"part", "partition"}), "partition");
  EXPECT_EQ(nearest("crashing", {"crash"}), std::nullopt) << "three letters are more than an ending";
  EXPECT_EQ(nearest("anyhow", {"any"}), std::nullopt) << "a short word";
}

TEST(Nearest, OfSeveralEquallyNearIsTheFirst) {
  EXPECT_EQ(nearest("validity-xne", {"validity-one", "validity-two", "validity-ane"}), "validity-one");
}

}  // namespace
}  // namespace ggms::base
