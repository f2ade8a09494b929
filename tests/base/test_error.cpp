#include <gtest/gtest.h>

#include "base/error.h"

namespace ggms::base {
namespace {

TEST(Errors, SayWhereTheyAreAndKeepItForPrograms) {
  const Error error("a.smt2", 3, 7, "is wrong");
  EXPECT_STREQ(error.what(), "a.smt2:3:7: is wrong");
  EXPECT_EQ(error.where(), "a.smt2");
  EXPECT_EQ(error.line(), 3);
  EXPECT_EQ(error.column(), 7);
}

TEST(Errors, LeaveOutUnknownPlaces) {
  EXPECT_STREQ(Error("reasons.txt", 12, 0, "is wrong").what(), "reasons.txt:12: is wrong");
  EXPECT_STREQ(Error("a.json", 0, 0, "is wrong").what(), "a.json: is wrong");
  const Error placeless("is wrong");
  EXPECT_STREQ(placeless.what(), "is wrong");
  EXPECT_EQ(placeless.where(), "");
  EXPECT_EQ(placeless.line(), 0);
  EXPECT_EQ(placeless.column(), 0);
}

TEST(Errors, NameTheirField) {
  try {
    throw FieldError("max_rounds", "must be from 1 to 1000, but is 0");
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "max_rounds: must be from 1 to 1000, but is 0");
    const auto* of_field = dynamic_cast<const FieldError*>(&error);
    ASSERT_NE(of_field, nullptr);
    EXPECT_EQ(of_field->field(), "max_rounds");
    EXPECT_EQ(of_field->message(), "must be from 1 to 1000, but is 0");
    EXPECT_EQ(error.where(), "");
  }
}

}  // namespace
}  // namespace ggms::base
