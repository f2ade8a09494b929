// Numbers, nouns and lists in words.

#include "base/words.h"

#include <gtest/gtest.h>

namespace ggms::base {
namespace {

TEST(Words, GroupDigits) {
  EXPECT_EQ(number(0), "0");
  EXPECT_EQ(number(999), "999");
  EXPECT_EQ(number(1000), "1,000");
  EXPECT_EQ(number(2197520), "2,197,520");
}

TEST(Words, CountNouns) {
  EXPECT_EQ(counted(1, "round"), "1 round");
  EXPECT_EQ(counted(0, "round"), "0 rounds");
  EXPECT_EQ(counted(3, "process"), "3 processes");
  EXPECT_EQ(counted(2, "table entry"), "2 table entries");
}

TEST(Words, ListThings) {
  EXPECT_EQ(listed({}), "");
  EXPECT_EQ(listed({"a"}), "a");
  EXPECT_EQ(listed({"a", "b"}), "a and b");
  EXPECT_EQ(listed({"a", "b", "c"}, "or"), "a, b or c");
}

}  // namespace
}  // namespace ggms::base
