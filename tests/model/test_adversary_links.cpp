// Tests what losses and partitions let the adversary do in one round, against lists and counts by hand.

#include <algorithm>
#include <numeric>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/choices.h"
#include "model/fixtures.h"

namespace ggms::model {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

/// How many ways there are to deliver the messages of a round.
std::uint64_t deliveries(const Choice& choice, int letters) {
  std::uint64_t ways = 1;
  for (std::size_t c = 0; c < choice.classes.size(); ++c) {
    EXPECT_EQ(choice.classes[c].count, 1);
    if (!choice.moves(c)) continue;
    std::uint64_t mails = 0;
    for_each_mail(choice, c, letters, [&](const Mail&) { return ++mails == 0; });
    ways *= mails;
  }
  return ways;
}
std::uint64_t deliveries(const std::vector<Choice>& all, int letters) {
  return std::accumulate(
      all.begin(), all.end(), std::uint64_t{0},
      [&](std::uint64_t sum, const Choice& choice) { return sum + deliveries(choice, letters); });
}

// ---- losses

TEST(Loss, SaysHowManyMessagesEachReceiverLoses) {
  EXPECT_THAT(drawn(choices("loss=1", apart(2))),
              testing::UnorderedElementsAre("1 2: -. .-", "1-1 2: -. .-", "1 2-1: -. .-"));
  EXPECT_THAT(choices("loss=1", apart(3)), SizeIs(1 + 3));
  EXPECT_THAT(choices("loss=2", apart(3)), SizeIs(1 + 3 + (3 + 3)));  // two of one, or of two
  EXPECT_THAT(choices("loss=6", apart(3)), SizeIs(27));               // no process can lose more than two
  EXPECT_THAT(choices("loss=100", apart(3)), SizeIs(27));
}

TEST(Loss, HitsEverySetOfAtMostSoManyLinks) {
  for (int n = 1; n <= 4; ++n) {
    for (int k = 0; k <= 5; ++k) {
      EXPECT_EQ(deliveries(choices("loss=" + std::to_string(k), apart(n)), 2), subsets_up_to(n * (n - 1), k));
      EXPECT_EQ(deliveries(choices("loss-total=" + std::to_string(k), apart(n)), 2),
                subsets_up_to(n * (n - 1), k));
    }
  }
}

TEST(Loss, IsSharedOutAmongAlikeReceiversByNumber) {
  // Partitions of 0..k into at most four parts, none above three.
  constexpr std::size_t kPartitions[] = {1, 2, 4, 7, 11};
  for (std::size_t k = 0; k < 5; ++k) {
    EXPECT_THAT(choices("loss=" + std::to_string(k), {{4, kNotPicked}}), SizeIs(kPartitions[k])) << k;
  }
  // The single one loses 0: {}, 1, 2, 1+1 for the two; 1: {}, 1; 2: {}.
  EXPECT_THAT(choices("loss=2", {{1, kNotPicked}, {2, kNotPicked}}), SizeIs(4 + 2 + 1));
}

TEST(Loss, PastTheFreeOnesIsPaidForFromTheTotal) {
  const Adversary both = adversary("loss=1,loss-total=2", 3);
  const std::size_t total = row_of("loss-total");
  const auto by_price = [&](const Ledger& ledger) {
    std::vector<int> numbers(3, 0);
    for (const Choice& choice : both.choices(apart(3), ledger)) ++numbers.at(choice.spent[total]);
    return numbers;
  };
  // Of at most one message, of two, of three: so many ways for (a, b, c) with each at most 2.
  EXPECT_THAT(by_price({}), ElementsAre(1 + 3, 6, 7));
  Ledger used{};
  used[total] = 1;
  EXPECT_THAT(by_price(used), ElementsAre(4, 6, 0));
  used[total] = 2;
  EXPECT_THAT(by_price(used), ElementsAre(4, 0, 0));
}

TEST(Loss, IsOfSureMessagesOnly) {
  // None crashes: none lost, or one of two. One of the two crashes: nothing sure is left to the other.
  EXPECT_THAT(choices("crash=1,loss=1", apart(2)), SizeIs(3 + 1 + 1));
  // The picked one's two messages are at risk: 2^2 ways for these. Of the other four, none or one is lost.
  const std::vector<Party> parties{{1, kNotPicked}, {1, role_of("omission")}, {1, kNotPicked}};
  EXPECT_EQ(deliveries(choices("omission=1,loss=1", parties), 2), 4U * (1 + 4));
  // A Byzantine process receives nothing and forges: two links between the others are left.
  const std::vector<Party> liars{{1, kNotPicked}, {1, role_of("byzantine")}, {1, kNotPicked}};
  EXPECT_EQ(deliveries(choices("byzantine=1,loss=1", liars), 2), 9U * (1 + 2));
}

// ---- partitions

TEST(Partition, SplitsInEveryWayOnce) {
  EXPECT_THAT(drawn(choices("partition=1", apart(3))),
              ElementsAre("1 2 3: -.. .-. ..-", "1 2 3|: -.x .-x xx-", "1 2| 3: -x. x-x .x-",
                          "1 2| 3|: -xx x-. x.-"));
  for (int n = 1; n <= 6; ++n) {
    const std::vector<Choice> all = choices("partition=1", apart(n));
    EXPECT_THAT(all, SizeIs(1U << (n - 1)));  // no split, or one of 2^(n-1) - 1
    for (const Choice& choice : all) {
      const bool split =
          std::any_of(choice.classes.begin(), choice.classes.end(), [](const auto& c) { return c.apart; });
      EXPECT_EQ(choice.spent[row_of("partition")], split ? 1 : 0);
      EXPECT_FALSE(choice.classes[0].apart);
    }
  }
}

TEST(Partition, IsOfThoseWhoArePresentWhileThereAreRoundsLeft) {
  const Adversary twice = adversary("partition=2", 4);
  Ledger ledger{};
  ledger[row_of("partition")] = 1;
  EXPECT_THAT(twice.choices({{0, kNotPicked}, {1, kNotPicked}, {1, kNotPicked}, {1, kNotPicked}}, ledger),
              SizeIs(4));
  ledger[row_of("partition")] = 2;
  EXPECT_THAT(twice.choices(apart(4), ledger), SizeIs(1));
}

TEST(Partition, OfGroupsHasBlocksOfEverySize) {
  // How many of the first and the second group are on one side, and on the other: (0,1)+(2,1), (0,2)+(2,0),
  // (1,0)+(1,2), (1,1)+(1,1).
  std::set<std::set<std::vector<int>>> splits;
  for (const Choice& choice : choices("partition=1", {{2, kNotPicked}, {2, kNotPicked}})) {
    std::vector<int> here(2, 0);
    std::vector<int> there(2, 0);
    for (const Choice::Class& c : choice.classes)
      (c.apart ? there : here)[static_cast<std::size_t>(c.group)] += c.count;
    if (there != std::vector<int>{0, 0}) splits.insert({here, there});
  }
  EXPECT_THAT(splits, SizeIs(4));
}

TEST(Partition, LeavesNoLossToPayForAcrossIt) {
  // No split: none or one of three receivers. Each of the three splits: the two of one block have one each.
  EXPECT_THAT(choices("loss=1,partition=1", apart(3)), SizeIs(4 + 3 * 3));
}

}  // namespace
}  // namespace ggms::model
