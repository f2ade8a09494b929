// Fault words and their numbers.

#include "model/faults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/fixtures.h"

namespace ggms::model {
namespace {

using testing::AllOf;
using testing::HasSubstr;

TEST(Faults, AreWrittenAsTheyAreRead) {
  for (const char* text :
       {"none", "crash=1", "crash=12", "crash=1,loss=2", "crash-late=1,omission=2,general-omission=1",
        "byzantine=1,loss-total=3,partition=1"})
    EXPECT_EQ(to_string(parse_faults(text)), text);
  EXPECT_EQ(to_string(FaultLimits{}), "none");
  EXPECT_EQ(max_failures(parse_faults("crash=3"), 5), 3);
}

TEST(Faults, ThatCantHappenAreNone) {
  EXPECT_EQ(parse_faults(""), FaultLimits{});
  EXPECT_EQ(parse_faults("crash=0"), FaultLimits{});
}

TEST(Faults, GivenTwiceAreAnError) {
  for (const char* text : {"crash=1,crash=2", "crash=1,crash=1", "crash=0,crash=0", "crash=600,crash=600"}) {
    EXPECT_THAT(error_of([&] { parse_faults(text); }), HasSubstr("'crash' is given twice")) << text;
  }
}

TEST(Faults, OfAnUnknownKindAreAnErrorThatListsTheKnown) {
  for (const char* text : {"crush=1", "crash=1,meteor", ",", "crash=1,", "Crash=1", "=1", " crash=1"}) {
    EXPECT_THAT(error_of([&] { parse_faults(text); }),
                AllOf(HasSubstr("unknown fault"), HasSubstr("crash=F")))
        << text;
  }
}

TEST(Faults, NeedANumber) {
  for (const char* text : {"crash", "crash=", "crash=-1", "crash=x", "crash=1x", "crash=1.5", "crash= 1",
                           "crash=1001", "crash=99999999999999999999"}) {
    EXPECT_THAT(error_of([&] { parse_faults(text); }), HasSubstr("needs a number from 0 to 1000")) << text;
  }
}

TEST(Faults, EveryWordOfTheHelpTextIsRead) {
  ASSERT_EQ(fault_words().size(), kFaultWords);
  for (const auto& [word, meaning] : fault_words()) {
    const std::string text = word.substr(0, word.find('=')) + "=2";
    EXPECT_EQ(to_string(parse_faults(text)), text);
    EXPECT_TRUE(any_faults(parse_faults(text)));
    EXPECT_FALSE(meaning.empty());
  }
}

TEST(Faults, OfProcessesAddUpToAllOfThemAtMost) {
  EXPECT_EQ(max_failures(parse_faults("crash=1,byzantine=1"), 4), 2);
  EXPECT_EQ(max_failures(parse_faults("crash=3,omission=3"), 4), 4);
  EXPECT_EQ(max_failures(parse_faults("loss=3,partition=1,loss-total=2"), 4), 0);
  EXPECT_NO_THROW(validate(parse_faults("crash=4,omission=4,loss=100"), 4));
  for (const char* text : {"crash=5", "byzantine=5", "omission=5,crash=1"})
    EXPECT_THAT(error_of([&] { validate(parse_faults(text), 4); }), HasSubstr("more than all 4")) << text;
}

TEST(Faults, CanBeLimitedToFewerFailures) {
  EXPECT_EQ(max_failures(with_failures(parse_faults("crash=3"), 2), 9), 2);
  EXPECT_EQ(max_failures(with_failures(parse_faults("crash=3"), 5), 9), 3);
  EXPECT_EQ(max_failures(with_failures(parse_faults("crash=3,byzantine=1"), 2), 9), 2);
}

TEST(Faults, SayHowManyMessagesAVectorCanLack) {
  EXPECT_EQ(max_missing(parse_faults("crash=2"), 5), 2);
  EXPECT_EQ(max_missing(parse_faults("crash=2,loss=1"), 5), 3);
  EXPECT_EQ(max_missing(parse_faults("general-omission=1"), 5), 4)
      << "the picked one may hear no other process";
  EXPECT_EQ(max_missing(parse_faults("partition=1"), 5), 4);
  EXPECT_EQ(max_missing(parse_faults("byzantine=1"), 5), 1);
  EXPECT_EQ(max_missing(parse_faults("crash=5"), 5), 4) << "its own is never lost";
}

}  // namespace
}  // namespace ggms::model
