// Tests the mails that one receiver can find, their order and number, and which processes most others hear.

#include <algorithm>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/adversary.h"
#include "model/fixtures.h"

namespace ggms::model {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// A choice by hand: classes of so many processes, of which the first receives; the links to it.
Choice choice_of(const std::vector<int>& counts, const std::vector<Link>& to_first, int losses = 0) {
  Choice choice;
  for (std::size_t c = 0; c < counts.size(); ++c)
    choice.classes.push_back({.group = static_cast<int>(c), .count = counts[c]});
  choice.links.assign(counts.size() * counts.size(), Link::kSure);
  std::copy(to_first.begin(), to_first.end(), choice.links.begin());
  choice.classes[0].losses = losses;
  return choice;
}

/// Class by class what the receiver finds: a for what arrives, 0 1 2 for a forged state, x for what is lost.
std::vector<std::string> mails(const Choice& choice, int letters = 2) {
  std::vector<std::string> all;
  for_each_mail(choice, 0, letters, [&](const Mail& mail) {
    std::string text;
    int price = 0;
    for (std::size_t sender = 0; sender < choice.classes.size(); ++sender) {
      int arrives = choice.others(0, sender) - mail.lost[sender];
      std::string forged;
      for (int state = 0; state < letters; ++state) {
        const int saying =
            mail.forged[sender * static_cast<std::size_t>(letters) + static_cast<std::size_t>(state)];
        forged += std::string(static_cast<std::size_t>(saying), static_cast<char>('0' + state));
        arrives -= saying;
        price += saying;
      }
      price += mail.lost[sender];
      text += (sender > 0 ? " " : "") + std::string(static_cast<std::size_t>(arrives), 'a') + forged +
              std::string(static_cast<std::size_t>(mail.lost[sender]), 'x');
    }
    EXPECT_EQ(mail.price, price) << text;
    all.push_back(text);
    return false;
  });
  return all;
}

constexpr Link kS = Link::kSure;
constexpr Link kR = Link::kAtRisk;
constexpr Link kF = Link::kForged;
constexpr Link kL = Link::kLost;

TEST(Mail, OfSureSendersArrives) {
  EXPECT_THAT(mails(choice_of({1, 1, 1}, {kS, kS, kS})), ElementsAre(" a a"));
  EXPECT_THAT(mails(choice_of({1, 1, 1}, {kS, kL, kS})), ElementsAre(" x a"));
  EXPECT_THAT(mails(choice_of({3, 2}, {kS, kL})), ElementsAre("aa xx"));
}

TEST(Mail, OfEachSenderAtRiskArrivesOrNot) {
  EXPECT_THAT(mails(choice_of({1, 1, 1, 1}, {kS, kR, kS, kR})),
              ElementsAre(" a a a", " a a x", " x a a", " x a x"));
  for (int k = 0; k <= 6; ++k) {
    std::vector<Link> links(static_cast<std::size_t>(k) + 1, kR);
    EXPECT_THAT(mails(choice_of(std::vector<int>(links.size(), 1), links)), SizeIs(1U << k));
  }
  // A process's own message is never at risk, even if its other messages are.
  EXPECT_THAT(mails(choice_of({1, 1}, {kR, kS})), ElementsAre(" a"));
}

TEST(Mail, OfAClassIsLostByNumber) {
  EXPECT_THAT(mails(choice_of({1, 3}, {kS, kR})), ElementsAre(" aaa", " aax", " axx", " xxx"));
  EXPECT_THAT(mails(choice_of({3, 1}, {kR, kR})),
              ElementsAre("aa a", "aa x", "ax a", "ax x", "xx a", "xx x"));
}

TEST(Mail, LacksExactlyTheLossesOfTheChoice) {
  EXPECT_THAT(mails(choice_of({1, 1, 1, 1}, {kS, kS, kS, kS}, 2)), ElementsAre(" a x x", " x a x", " x x a"));
  constexpr std::size_t kOfFive[] = {1, 5, 10, 10, 5, 1};
  for (int losses = 0; losses <= 5; ++losses) {
    EXPECT_THAT(mails(choice_of({1, 1, 1, 1, 1, 1}, std::vector<Link>(6, kS), losses)),
                SizeIs(kOfFive[losses]));
  }
  EXPECT_THAT(mails(choice_of({2, 3}, {kS, kS}, 2)), ElementsAre("a axx", "x aax"));
  EXPECT_THAT(mails(choice_of({1, 1, 1}, {kS, kS, kS}, 3)), IsEmpty()) << "there are fewer messages";
}

TEST(Mail, LosesAMessageAtRiskBesidesThoseThatArePaidFor) {
  EXPECT_THAT(mails(choice_of({1, 1, 1, 1}, {kS, kR, kS, kS}, 1)),
              ElementsAre(" a a x", " a x a", " x a x", " x x a"));
  EXPECT_THAT(mails(choice_of({1, 1, 1}, {kS, kL, kS}, 1)), ElementsAre(" x x"));
}

TEST(Mail, OfAForgerSaysAnyStateOrIsLost) {
  EXPECT_THAT(mails(choice_of({1, 1}, {kS, kF}), 3), ElementsAre(" 0", " 1", " 2", " x"));
  std::size_t ways = 1;
  for (int k = 0; k <= 4; ++k) {
    std::vector<Link> links(static_cast<std::size_t>(k) + 1, kF);
    EXPECT_THAT(mails(choice_of(std::vector<int>(links.size(), 1), links), 3), SizeIs(ways));
    ways *= 4;
  }
  EXPECT_THAT(mails(choice_of({1, 2}, {kS, kF}), 2), ElementsAre(" 00", " 01", " 0x", " 11", " 1x", " xx"));
  EXPECT_THAT(mails(choice_of({1, 4}, {kS, kF}), 3), SizeIs(7 * 6 * 5 / 6))
      << "multisets of 4 out of 3 and lost";
}

TEST(Mail, ComesInLexicographicOrder) {
  // What arrives is 'a', but the order is "arrives, states, lost": give them letters in that order.
  const Choice mixed = choice_of({1, 1, 1, 1, 1, 1}, {kS, kF, kR, kS, kF, kS}, 1);
  std::vector<std::string> all = mails(mixed, 3);
  EXPECT_THAT(all, SizeIs(4 * 2 * 4 * 2));  // one of two sure ones is lost
  for (std::string& text : all) std::replace(text.begin(), text.end(), 'a', '!');
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end());
}

TEST(Mail, SearchEndsOnceOneMailIsEnough) {
  int seen = 0;
  EXPECT_TRUE(
      for_each_mail(choice_of({1, 1, 1}, {kS, kR, kF}), 0, 2, [&](const Mail&) { return ++seen == 3; }));
  EXPECT_EQ(seen, 3);
  EXPECT_FALSE(for_each_mail(choice_of({1, 1}, {kS, kR}), 0, 2, [](const Mail&) { return false; }));
}

// ---- who is heard by most

std::vector<Choice> told(const std::string& faults, const std::vector<Party>& parties) {
  int processes = 0;
  for (const Party& party : parties) processes += party.count;
  return Adversary(parse_faults(faults), processes, true).choices(parties, {});
}

std::vector<Party> three(Role second) {
  return {{1, kNotPicked}, {1, second}, {1, kNotPicked}};
}

int unheard(const std::vector<Choice>& choices, std::size_t process) {
  return static_cast<int>(std::count_if(choices.begin(), choices.end(),
                                        [&](const Choice& c) { return !c.classes[process].is_heard; }));
}

TEST(WhoIsHeard, AreAllProcessesWhereNothingFails) {
  const std::vector<Choice> calm = told("none", three(kNotPicked));
  ASSERT_THAT(calm, SizeIs(1));
  EXPECT_EQ(unheard(calm, 0) + unheard(calm, 1) + unheard(calm, 2), 0);
}

TEST(WhoIsHeard, SettlesEveryMessageOfAnOmittingProcess) {
  const std::vector<Choice> all = told("omission=1", three(role_of("omission")));
  ASSERT_THAT(all, SizeIs(4));  // its message arrives at 1, at 3, at both, at none
  std::vector<std::pair<Link, Link>> links;
  for (const Choice& choice : all) {
    links.emplace_back(choice.link(0, 1), choice.link(2, 1));
    const bool lost = links.back() == std::pair(kL, kL);
    EXPECT_EQ(choice.classes[1].is_heard, !lost) << "one process alone is not a majority of three";
    EXPECT_TRUE(choice.classes[0].is_heard);
    EXPECT_TRUE(choice.classes[2].is_heard);
  }
  EXPECT_THAT(links, testing::UnorderedElementsAre(std::pair(kS, kS), std::pair(kS, kL), std::pair(kL, kS),
                                                   std::pair(kL, kL)));
}

TEST(WhoIsHeard, CountsMessagesToAGenerallyOmittingProcess) {
  // Four messages are at risk. Process 2 is not heard if both of its own are lost; process 1 has always 3.
  const std::vector<Choice> all = told("general-omission=1", three(role_of("general-omission")));
  EXPECT_THAT(all, SizeIs(16));
  EXPECT_EQ(unheard(all, 1), 4);
  EXPECT_EQ(unheard(all, 0), 0);
}

TEST(WhoIsHeard, LeavesOpenWhatTheCrashingSay) {
  // No process that crashes is connected, so there is nothing to settle. It hears no other process either: 1
  // of 3 is gone, and two of three are more than half.
  const std::vector<Choice> all = told("crash=1", three(kNotPicked));
  ASSERT_THAT(all, SizeIs(4));
  for (const Choice& choice : all) {
    for (std::size_t c = 0; c < 3; ++c) {
      if (choice.classes[c].fate == Fate::kCrashes) {
        EXPECT_EQ(choice.link((c + 1) % 3, c), kR);
      } else {
        EXPECT_TRUE(choice.classes[c].is_heard);
      }
    }
  }
  // With one gone and another going, the third is heard by itself alone.
  Ledger one_gone{};
  one_gone[0] = 1;
  const std::vector<Choice> late =
      Adversary(parse_faults("crash=2"), 3, true)
          .choices({{1, kNotPicked}, {0, kNotPicked}, {1, kNotPicked}}, one_gone);
  ASSERT_THAT(late, SizeIs(3));
  for (const Choice& choice : late) {
    const bool calm = choice.spent[0] == 0;
    EXPECT_EQ(choice.classes[0].is_heard, calm);
    EXPECT_EQ(choice.classes[1].is_heard, calm);
  }
}

TEST(WhoIsHeard, ChoosesTheLostLinksOneByOne) {
  EXPECT_THAT(told("loss=1", three(kNotPicked)), SizeIs(1 + 6));
  const std::vector<Choice> two = told("loss=2", three(kNotPicked));
  EXPECT_THAT(two, SizeIs(1 + 6 + 15));
  for (std::size_t p = 0; p < 3; ++p) EXPECT_EQ(unheard(two, p), 1) << "both of its messages are lost";
  for (const Choice& choice : two) {
    for (const Choice::Class& c : choice.classes) EXPECT_EQ(c.losses, 0) << "all are settled";
    for (std::size_t c = 0; c < 3; ++c) {
      int mails = 0;
      for_each_mail(choice, c, 2, [&](const Mail&) { return ++mails == 0; });
      EXPECT_EQ(mails, 1);
    }
  }
}

TEST(WhoIsHeard, IsNoProcessAcrossASplit) {
  const std::vector<Choice> all = told("partition=1", three(kNotPicked));
  ASSERT_THAT(all, SizeIs(4));
  // Alone in its block: each process once.
  for (std::size_t p = 0; p < 3; ++p) EXPECT_EQ(unheard(all, p), 1);
}

TEST(WhoIsHeard, HalfIsNotMost) {
  const std::vector<Choice> all = told("partition=1", std::vector<Party>(4, Party{1, kNotPicked}));
  ASSERT_THAT(all, SizeIs(8));
  // Alone (1 way), or in one of three pairs.
  for (std::size_t p = 0; p < 4; ++p) EXPECT_EQ(unheard(all, p), 1 + 3);
}

}  // namespace
}  // namespace ggms::model
