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

TEST(Nearest, IsNoWordWhereNoneIsNear) {
  for (const char* word : {"", "x", "agree", "liveness", "agreement-agreement"})
    EXPECT_EQ(nearest(word, kWords), std::nullopt) << word;
  EXPECT_EQ(nearest("agreement", {}), std::nullopt);
  EXPECT_EQ(nearest("ab", {"xy", "c"}), std::nullopt) << "all letters differ";
}

TEST(Nearest, OfSeveralEquallyNearIsTheFirst) {
  EXPECT_EQ(nearest("validity-xne", {"validity-one", "validity-two", "validity-ane"}), "validity-one");
}

}  // namespace
}  // namespace ggms::base
