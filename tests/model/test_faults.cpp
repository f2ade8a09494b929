// Fault words, and the adversary's coupled choices counted and listed by hand.

#include "model/faults.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/fixtures.h"

namespace ggms::model {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::SizeIs;

TEST(Faults, AreWrittenAsTheyAreRead) {
  for (const char* text : {"none", "crash=1", "crash=12"}) EXPECT_EQ(to_string(parse_faults(text)), text);
  EXPECT_EQ(to_string(FaultLimits{}), "none");
  EXPECT_EQ(parse_faults("crash=3").crash, 3);
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
  ASSERT_FALSE(fault_words().empty());
  for (const auto& [word, meaning] : fault_words()) {
    EXPECT_EQ(max_failures(parse_faults(word.substr(0, word.find('=')) + "=2")), 2) << word;
    EXPECT_FALSE(meaning.empty());
  }
}

TEST(Faults, CanBeLimitedToFewerFailures) {
  EXPECT_EQ(with_failures(parse_faults("crash=3"), 2), parse_faults("crash=2"));
  EXPECT_EQ(with_failures(parse_faults("crash=3"), 5), parse_faults("crash=3"));
}

std::vector<std::vector<int>> crashing_in(const std::vector<Choice>& all) {
  std::vector<std::vector<int>> crashing;
  for (const Choice& choice : all) crashing.push_back(choice.crashing);
  return crashing;
}

TEST(Choices, OfThreeProcessesToldApart) {
  using Lists = std::vector<std::vector<int>>;
  EXPECT_EQ(crashing_in(choices(parse_faults("none"), {1, 1, 1}, 0)), (Lists{{0, 0, 0}}));
  EXPECT_EQ(crashing_in(choices(parse_faults("crash=1"), {1, 1, 1}, 0)),
            (Lists{{0, 0, 0}, {0, 0, 1}, {0, 1, 0}, {1, 0, 0}}));
  EXPECT_THAT(choices(parse_faults("crash=2"), {1, 1, 1}, 0), SizeIs(1 + 3 + 3));
  EXPECT_THAT(choices(parse_faults("crash=3"), {1, 1, 1}, 0), SizeIs(8));
}

TEST(Choices, DoNotCrashWhoIsDownOrMoreThanTheBudgetLeft) {
  using Lists = std::vector<std::vector<int>>;
  EXPECT_EQ(crashing_in(choices(parse_faults("crash=2"), {1, 0, 1}, 1)),
            (Lists{{0, 0, 0}, {0, 0, 1}, {1, 0, 0}}));
  EXPECT_EQ(crashing_in(choices(parse_faults("crash=1"), {0, 1, 1}, 1)), (Lists{{0, 0, 0}}));
}

TEST(Choices, OfGroupsCountHowManyOfEachCrash) {
  using Lists = std::vector<std::vector<int>>;
  EXPECT_EQ(crashing_in(choices(parse_faults("crash=2"), {3}, 0)), (Lists{{0}, {1}, {2}}));
  EXPECT_EQ(crashing_in(choices(parse_faults("crash=2"), {2, 1}, 0)),
            (Lists{{0, 0}, {0, 1}, {1, 0}, {1, 1}, {2, 0}}));
}

TEST(Choices, MessagesOfTheCrashingAreAtRiskAndTheyDoNotMove) {
  const std::vector<Choice> all = choices(parse_faults("crash=2"), {3, 1}, 0);
  const auto found =
      std::find_if(all.begin(), all.end(), [](const Choice& c) { return c.crashing == std::vector{1, 1}; });
  ASSERT_NE(found, all.end());
  EXPECT_THAT(found->moving, ElementsAre(2, 0));
  EXPECT_EQ(found->failures, 2);
  ASSERT_THAT(found->deliveries, SizeIs(1));
  EXPECT_THAT(found->deliveries[0].sure, ElementsAre(2, 0));
  EXPECT_THAT(found->deliveries[0].at_risk, ElementsAre(1, 1));
  EXPECT_THAT(found->delivery, ElementsAre(0, 0));
}

TEST(Choices, BeginWithTheOneInWhichNothingHappens) {
  const std::vector<Choice> all = choices(parse_faults("crash=3"), {2, 2, 1}, 1);
  EXPECT_THAT(all.front().crashing, Each(0));
  EXPECT_EQ(all.front().failures, 0);
  EXPECT_THAT(all.front().moving, ElementsAre(2, 2, 1));
  EXPECT_THAT(all, Each(Field(&Choice::failures, testing::Le(2))));
}

}  // namespace
}  // namespace ggms::model
