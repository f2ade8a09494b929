// Tests that keys number received vectors in order and without collisions, and that losing a message
// subtracts its weight.

#include "model/keys.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.h"
#include "model/fixtures.h"

namespace ggms::model {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Keys, OfVectorsAreInLexicographicOrderWithLostFirst) {
  const Keys keys(setting_of(2, 2, 2, "crash=1"), 1);
  ASSERT_EQ(keys.span(), 9U);
  EXPECT_THAT(keys.decode(0).by_sender, ElementsAre(kLost, kLost));
  EXPECT_THAT(keys.decode(1).by_sender, ElementsAre(kLost, 0));
  EXPECT_THAT(keys.decode(2).by_sender, ElementsAre(kLost, 1));
  EXPECT_THAT(keys.decode(3).by_sender, ElementsAre(0, kLost));
  EXPECT_THAT(keys.decode(4).by_sender, ElementsAre(0, 0));
  EXPECT_THAT(keys.decode(8).by_sender, ElementsAre(1, 1));
}

TEST(Keys, OfCountsHaveOneDigitPerStateAndTellHowManyWereLost) {
  const Keys keys(setting_of(3, 2, 2, "crash=1", View::kCounts), 1);
  ASSERT_EQ(keys.span(), 16U);
  EXPECT_THAT(keys.decode(2 * 4 + 1).counts, ElementsAre(2, 1, 0));
  EXPECT_THAT(keys.decode(0 * 4 + 1).counts, ElementsAre(0, 1, 2));
}

TEST(Keys, OfCountsOwnHaveTheOwnStateLeading) {
  const Keys keys(setting_of(3, 2, 2, "crash=1", View::kCountsOwn), 1);
  ASSERT_EQ(keys.span(), 32U);
  const Received received = keys.decode(16 + 4 + 1);
  EXPECT_EQ(received.own, 1);
  EXPECT_THAT(received.counts, ElementsAre(1, 1, 1));
}

TEST(Keys, HaveOneTablePerProcessInVectorIdOnly) {
  EXPECT_EQ(Keys(setting_of(3, 2, 2, "none", View::kVectorId), 1).slots(), 3);
  EXPECT_EQ(Keys(setting_of(3, 2, 2, "none", View::kVectorId), 1).slot(2), 2);
  for (const View view : {View::kVector, View::kCounts, View::kCountsOwn}) {
    EXPECT_EQ(Keys(setting_of(3, 2, 2, "none", view), 1).slots(), 1);
    EXPECT_EQ(Keys(setting_of(3, 2, 2, "none", view), 1).slot(2), 0);
  }
}

TEST(Keys, UseTheAlphabetOfTheRound) {
  Setting setting = setting_of(2, 3, 5, "none");
  setting.initial = 3;
  EXPECT_EQ(Keys(setting, 1).span(), 16U);  // 3 initial values, or lost
  EXPECT_EQ(Keys(setting, 2).span(), 36U);  // 5 internal states, or lost
  EXPECT_EQ(Keys(setting, 3).span(), 36U);
}

TEST(Keys, OfTooManyProcessesAreAnErrorThatSaysWhatToDo) {
  EXPECT_EQ(Keys(setting_of(39, 1, 2, "none"), 1).span(), 4052555153018976267U);  // 3^39 < 2^63 <= 3^40
  EXPECT_THAT(error_of([] { Keys(setting_of(40, 1, 2, "none"), 1); }), HasSubstr("or the view counts"));
  EXPECT_EQ(error_of([] { Keys(setting_of(1000, 1, 2, "none", View::kCountsOwn), 1); }), "");
}

Setting drawn_setting() {
  Setting setting = setting_of(*rc::gen::inRange(1, 5), 2, *rc::gen::inRange(1, 4), "none");
  setting.view = *rc::gen::elementOf(std::vector<View>(std::begin(kAllViews), std::end(kAllViews)));
  setting.initial = *rc::gen::inRange(1, 4);
  return setting;
}

RC_GTEST_PROP(Keys, AreReadBackAndAreInTheOrderOfWhatWasReceived, ()) {
  const Setting setting = drawn_setting();
  const Keys keys(setting, *rc::gen::inRange(1, 3));
  std::vector<std::vector<int>> seen;
  for (std::uint64_t key = 0; key < keys.span(); ++key) {
    const Received received = keys.decode(key);
    RC_ASSERT(keys.encode(received) == key);
    std::vector<int> digits{received.own};
    digits.insert(digits.end(), received.by_sender.begin(), received.by_sender.end());
    if (!received.counts.empty())
      digits.insert(digits.end(), received.counts.begin(), received.counts.end() - 1);
    seen.push_back(digits);
  }
  RC_ASSERT(std::is_sorted(seen.begin(), seen.end()));
  RC_ASSERT(std::adjacent_find(seen.begin(), seen.end()) == seen.end());
}

RC_GTEST_PROP(Keys, AreTheSumOfTheWeightsOfWhatArrives, ()) {
  const Setting setting = drawn_setting();
  const Keys keys(setting, 1);
  const auto n = static_cast<std::size_t>(setting.processes);
  const auto sent = *rc::gen::container<std::vector<int>>(n, rc::gen::inRange(0, setting.initial));
  const auto arrives = *rc::gen::container<std::vector<bool>>(n, rc::gen::arbitrary<bool>());
  const auto receiver = *rc::gen::inRange<std::size_t>(0, n);

  Received expected;
  std::uint64_t key = keys.own_weight(sent[receiver]);
  const bool by_sender = setting.view == View::kVector || setting.view == View::kVectorId;
  if (!by_sender) expected.counts.assign(static_cast<std::size_t>(setting.initial) + 1, 0);
  if (setting.view == View::kCountsOwn) expected.own = sent[receiver];
  for (std::size_t sender = 0; sender < n; ++sender) {
    if (arrives[sender]) key += keys.weight(static_cast<int>(sender), sent[sender]);
    if (by_sender) {
      expected.by_sender.push_back(arrives[sender] ? sent[sender] : kLost);
    } else {
      ++expected.counts[static_cast<std::size_t>(arrives[sender] ? sent[sender] : setting.initial)];
    }
  }
  RC_ASSERT(keys.decode(key) == expected);
  RC_ASSERT(key < keys.span());
}

}  // namespace
}  // namespace ggms::model
