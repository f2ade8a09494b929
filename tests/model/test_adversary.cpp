// Tests what each fault word lets the adversary do to processes in one round, against lists and counts by
// hand.

#include <algorithm>
#include <set>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/choices.h"
#include "model/fixtures.h"

namespace ggms::model {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::SizeIs;

// ---- crashes

TEST(Crash, PutsTheLastMessagesOfCrashingProcessesAtRisk) {
  EXPECT_THAT(drawn(choices("crash=1", apart(3))), ElementsAre("1 2 3: -.. .-. ..-", "1 2 3!: -.? .-? ..-",
                                                               "1 2! 3: -?. .-. .?-", "1! 2 3: -.. ?-. ?.-"));
  EXPECT_THAT(drawn(choices("crash-late=1", apart(2))),
              ElementsAre("1 2: -. .-", "1 2~: -? .-", "1~ 2: -. ?-"));
}

TEST(Crash, HitsEverySetOfAtMostSoManyProcesses) {
  for (const std::string word : {"crash", "crash-late"}) {
    for (int n = 1; n <= 5; ++n) {
      for (int f = 0; f <= n; ++f) {
        EXPECT_THAT(choices(word + "=" + std::to_string(f), apart(n)), SizeIs(subsets_up_to(n, f)));
      }
    }
  }
}

TEST(Crash, ChoosesOnlyHowManyOfAGroup) {
  EXPECT_THAT(drawn(choices("crash=2", {{4, kNotPicked}})),
              ElementsAre("1x4: .", "1x3 1!: .? .-", "1x2 1x2!: .? .?"));
  // 0, 1 or 2 of the one group and 0 or 1 of the other, but not three.
  EXPECT_THAT(choices("crash=2", {{3, kNotPicked}, {1, kNotPicked}}), SizeIs(5));
  EXPECT_THAT(drawn(choices("crash=2", {{2, kNotPicked}, {0, kNotPicked}})),
              ElementsAre("1x2: .", "1 1!: -? .-", "1x2!: ?"));
}

TEST(Crash, UsesUpItsNumberAndCountsAsAFailure) {
  const Adversary three = adversary("crash=2", 3);
  for (const Choice& choice : three.choices(apart(3), {})) {
    const auto crashing = std::count_if(choice.classes.begin(), choice.classes.end(),
                                        [](const auto& c) { return c.fate == Fate::kCrashes; });
    EXPECT_EQ(choice.failures, crashing);
    EXPECT_EQ(choice.spent[row_of("crash")], crashing);
  }
  Ledger one_gone{};
  one_gone[row_of("crash")] = 1;
  EXPECT_THAT(three.choices({{1, kNotPicked}, {0, kNotPicked}, {1, kNotPicked}}, one_gone), SizeIs(3));
  one_gone[row_of("crash")] = 2;
  EXPECT_THAT(three.choices({{1, kNotPicked}, {0, kNotPicked}, {0, kNotPicked}}, one_gone), SizeIs(1));
}

TEST(Crash, ComesInBothReadingsAtOnce) {
  // None; 3 + 3 single ones; 3 * 2 pairs of one of each kind.
  EXPECT_THAT(choices("crash=1,crash-late=1", apart(3)), SizeIs(1 + 3 + 3 + 6));
  EXPECT_THAT(drawn(choices("crash=1,crash-late=1", apart(2))),
              ElementsAre("1 2: -. .-", "1 2~: -? .-", "1~ 2: -. ?-", "1 2!: -? .-", "1~ 2!: -? ?-",
                          "1! 2: -. ?-", "1! 2~: -? ?-"));
}

// ---- processes that are picked

TEST(Omission, PutsEveryMessageOfThePickedAtRiskAndNoOther) {
  const Role omits = role_of("omission");
  EXPECT_THAT(drawn(choices("omission=1", {{1, kNotPicked}, {1, omits}, {1, kNotPicked}})),
              ElementsAre("1 2 3: -?. .-. .?-"));
  EXPECT_THAT(drawn(choices("omission=2", {{3, kNotPicked}, {2, omits}})), ElementsAre("1x3 2x2: .? .?"));
  EXPECT_THAT(drawn(choices("omission=1", apart(3))), ElementsAre("1 2 3: -.. .-. ..-"));
}

TEST(GeneralOmission, PutsTheMessagesToThePickedAtRiskToo) {
  const Role omits = role_of("general-omission");
  EXPECT_THAT(drawn(choices("general-omission=1", {{1, kNotPicked}, {1, omits}, {1, kNotPicked}})),
              ElementsAre("1 2 3: -?. ?-? .?-"));
  EXPECT_THAT(drawn(choices("general-omission=2", {{3, kNotPicked}, {2, omits}})),
              ElementsAre("1x3 2x2: .? ??"));
}

TEST(Byzantine, ProcessesForgeWhatTheySend) {
  const Role forges = role_of("byzantine");
  EXPECT_FALSE(Adversary::has_state(forges));
  EXPECT_THAT(drawn(choices("byzantine=1", {{1, kNotPicked}, {1, forges}, {1, kNotPicked}})),
              ElementsAre("1 2* 3: -*. .-. .*-"));
}

TEST(Picked, ProcessesCanCrashUnlessTheyForge) {
  const auto failures = [](const std::string& word) {
    std::vector<int> numbers;
    for (const Choice& choice : choices("crash=1," + word + "=1", {{1, kNotPicked}, {1, role_of(word)}}))
      numbers.push_back(choice.failures);
    return numbers;
  };
  // None, the picked one (which failed before), the other one.
  EXPECT_THAT(failures("omission"), ElementsAre(0, 0, 1));
  EXPECT_THAT(failures("general-omission"), ElementsAre(0, 0, 1));
  EXPECT_THAT(failures("byzantine"), ElementsAre(0, 1));
}

TEST(Picked, AreEverySetOfAtMostSoManyTheEmptyOneFirst) {
  for (const std::string word : {"omission", "general-omission", "byzantine"}) {
    for (int n = 1; n <= 5; ++n) {
      for (int f = 0; f <= n; ++f) {
        const Adversary some = adversary(word + "=" + std::to_string(f), n);
        std::set<std::vector<int>> picks;
        bool first = true;
        some.for_each_pick([&](const std::vector<Role>& pick) {
          if (first) {
            EXPECT_THAT(pick, Each(kNotPicked));
          }
          first = false;
          picks.emplace(pick.begin(), pick.end());
        });
        EXPECT_THAT(picks, SizeIs(subsets_up_to(n, f)));
        int counts = 0;
        some.for_each_pick_count([&](const std::vector<int>& count) {
          EXPECT_EQ(count, f == 0 ? std::vector<int>{n} : (std::vector<int>{n - counts, counts}));
          ++counts;
        });
        EXPECT_EQ(counts, f + 1);
      }
    }
  }
}

TEST(Picked, HaveOneWordEach) {
  const Adversary both = adversary("omission=1,byzantine=2", 3);
  EXPECT_THAT(both.roles(), ElementsAre(kNotPicked, role_of("omission"), role_of("byzantine")));
  int picks = 0;
  both.for_each_pick([&](const std::vector<Role>&) { ++picks; });
  // None Byzantine: 1 + 3; one of 3: 1 + 2; two (3 pairs): 1 + 1.
  EXPECT_EQ(picks, 4 + 3 * 3 + 3 * 2);
  std::vector<std::vector<int>> counts;
  both.for_each_pick_count([&](const std::vector<int>& count) { counts.push_back(count); });
  EXPECT_THAT(counts, ElementsAre(ElementsAre(3, 0, 0), ElementsAre(2, 0, 1), ElementsAre(1, 0, 2),
                                  ElementsAre(2, 1, 0), ElementsAre(1, 1, 1), ElementsAre(0, 1, 2)));
}

TEST(Cap, IsOnAllFailuresTogether) {
  const Adversary one(with_failures(parse_faults("crash=2"), 1), 3, false);
  EXPECT_THAT(one.choices(apart(3), {}), SizeIs(4));
  const Adversary none(with_failures(parse_faults("crash=2,omission=1"), 0), 3, false);
  EXPECT_THAT(none.choices(apart(3), {}), SizeIs(1));
  const Adversary mixed(with_failures(parse_faults("crash=2,omission=1"), 1), 3, false);
  // One is picked: it may crash, the others may not. None is: one may crash.
  EXPECT_THAT(mixed.choices({{1, kNotPicked}, {1, role_of("omission")}, {1, kNotPicked}}, {}), SizeIs(2));
  EXPECT_THAT(mixed.choices(apart(3), {}), SizeIs(4));
  int picks = 0;
  Adversary(with_failures(parse_faults("omission=2,byzantine=2"), 1), 4, false)
      .for_each_pick([&](const std::vector<Role>&) { ++picks; });
  EXPECT_EQ(picks, 1 + 4 + 4);
  int counts = 0;
  Adversary(with_failures(parse_faults("omission=2,byzantine=2"), 1), 4, false)
      .for_each_pick_count([&](const std::vector<int>&) { ++counts; });
  EXPECT_EQ(counts, 3);
}

// ---- the used-up budgets that a configuration carries

TEST(Ledger, IsNumberedWhereTheNumberOfTheCrashedDoesNotTell) {
  EXPECT_EQ(adversary("crash=2", 3).ledgers(), 1U);
  EXPECT_EQ(adversary("crash=2", 3).ledger(0, 1)[row_of("crash")], 1);
  EXPECT_EQ(adversary("omission=1,general-omission=1,byzantine=1,loss=3", 3).ledgers(), 1U);
  EXPECT_EQ(adversary("loss-total=3", 3).ledgers(), 4U);
  EXPECT_EQ(adversary("partition=2", 3).ledgers(), 3U);
  EXPECT_EQ(adversary("crash=1,crash-late=2", 3).ledgers(), 3U);
}

TEST(Ledger, AndItsNumberAreInverse) {
  const Adversary all = adversary("crash=2,crash-late=1,loss=1,loss-total=3,partition=2", 4);
  ASSERT_EQ(all.ledgers(), 2U * 4U * 3U);
  std::set<std::size_t> seen;
  for (std::uint16_t crash = 0; crash <= 2; ++crash) {
    for (std::uint16_t late = 0; late <= 1; ++late) {
      for (std::uint16_t losses = 0; losses <= 3; ++losses) {
        for (std::uint16_t splits = 0; splits <= 2; ++splits) {
          Ledger ledger{};
          ledger[row_of("crash")] = crash;
          ledger[row_of("crash-late")] = late;
          ledger[row_of("loss-total")] = losses;
          ledger[row_of("partition")] = splits;
          const std::size_t index = all.index_of(ledger);
          ASSERT_LT(index, all.ledgers());
          seen.insert(index);
          EXPECT_EQ(all.ledger(index, crash + late), ledger);
        }
      }
    }
  }
  EXPECT_EQ(seen.size(), all.ledgers());
}

TEST(Adversary, KnowsHowManyCanCrashAndWhetherThatIsLate) {
  EXPECT_EQ(adversary("crash=1,crash-late=1", 3).most_crashes(), 2);
  EXPECT_EQ(adversary("crash=2,crash-late=2", 3).most_crashes(), 3);
  EXPECT_EQ(adversary("omission=2,byzantine=1", 3).most_crashes(), 0);
  EXPECT_TRUE(adversary("crash=1", 3).can_crash());
  EXPECT_FALSE(adversary("omission=1,loss=1,partition=1", 3).can_crash());
  EXPECT_FALSE(adversary("crash=1", 3).can_leave());
  EXPECT_TRUE(adversary("crash=1,crash-late=1", 3).can_leave());
}

TEST(Adversary, LeavesACalmRoundAloneAndForgersKeepSilent) {
  const std::vector<Party> parties{{1, kNotPicked}, {1, role_of("omission")}, {1, role_of("byzantine")}};
  const Choice calm = adversary("crash=1,omission=1,byzantine=1,loss=1,partition=1", 3).calm(parties);
  EXPECT_EQ(drawn(calm), "1 2 3*: -.x .-x ..-");
  EXPECT_EQ(calm.failures, 0);
  EXPECT_EQ(calm.spent, Ledger{});
}

}  // namespace
}  // namespace ggms::model
