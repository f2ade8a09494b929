// Tests scenarios of every fault word: which are invalid in a setting and why, their order, and the budgets
// that they use up.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/rng.h"
#include "model/fixtures.h"
#include "model/random_scenario.h"
#include "model/scenario.h"

namespace ggms::model {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

/// Three processes, two rounds, with values that break nothing.
Scenario scenario(std::vector<RoundFaults> rounds, std::vector<Role> picked = {}) {
  return {{0, 1, 1}, std::move(rounds), std::move(picked)};
}
std::vector<Role> first_is(const std::string& word) {
  return {role_of(word), kNotPicked, kNotPicked};
}

/// Why the scenario is invalid in the setting; "" if it is valid.
std::string why_not(const Scenario& scenario, const std::string& faults) {
  return error_of([&] { validate(scenario, setting_of(3, 2, 2, faults)); });
}

constexpr const char* kUnexplained =
    "the message from process 1 to process 2 can't be lost in round 1: no fault of the setting explains it";

TEST(ScenarioOfASetting, LosesTheMessagesOfThoseWhoCrash) {
  EXPECT_EQ(why_not(scenario({{{0}, {{1, 0}}}}), "crash=1"), "");
  EXPECT_EQ(why_not(scenario({{.crashing = {}, .losses = {{1, 0}}, .leaving = {0}}}), "crash-late=1"), "");
  EXPECT_THAT(why_not(scenario({{{}, {{1, 0}}}, {{0}, {}}}), "crash=1"), HasSubstr(kUnexplained));
  EXPECT_THAT(why_not(scenario({{.crashing = {}, .losses = {{1, 0}}}, {.crashing = {}, .leaving = {0}}}),
                      "crash-late=1"),
              HasSubstr(kUnexplained));
  EXPECT_THAT(why_not(scenario({{{1}, {{1, 0}}}}), "crash=1"), testing::IsEmpty()) << "it makes no move";
  EXPECT_THAT(why_not(scenario({{.crashing = {}, .losses = {{1, 0}}, .leaving = {1}}}), "crash-late=1"),
              HasSubstr(kUnexplained))
      << "it moves";
}

TEST(ScenarioOfASetting, CrashesInTheReadingOfTheSetting) {
  EXPECT_THAT(why_not(scenario({{{0}, {}}}), "crash-late=1"),
              HasSubstr("1 process fails by 'crash', but the setting's faults are crash-late=1"));
  EXPECT_THAT(why_not(scenario({{.crashing = {}, .leaving = {0}}}), "crash=1"),
              HasSubstr("1 process fails by 'crash-late', but the setting's faults are crash=1"));
  EXPECT_EQ(why_not(scenario({{.crashing = {0}, .leaving = {1}}}), "crash=1,crash-late=1"), "");
  EXPECT_THAT(why_not(scenario({{.crashing = {0}, .leaving = {0}}}), "crash=1,crash-late=1"),
              HasSubstr("process 1 crashes twice"));
  EXPECT_THAT(why_not(scenario({{.crashing = {}, .leaving = {3}}}), "crash-late=1"),
              HasSubstr("distinct and 1..3"));
}

TEST(ScenarioOfASetting, LosesWhatThePickedSendAndWithGeneralOmissionWhatTheyAreSent) {
  const Scenario sent = scenario({{{}, {{1, 0}, {2, 0}}}, {{}, {{1, 0}}}}, first_is("omission"));
  EXPECT_EQ(why_not(sent, "omission=1"), "");
  EXPECT_THAT(why_not(sent, "general-omission=1"), HasSubstr("1 process fails by 'omission'"));
  EXPECT_THAT(why_not(scenario({{{}, {{1, 0}}}}), "omission=1"), HasSubstr(kUnexplained))
      << "no process was picked";
  EXPECT_THAT(why_not(scenario({{{}, {{0, 2}}}}, first_is("omission")), "omission=1"),
              HasSubstr("the message from process 3 to process 1 can't be lost in round 1"));
  EXPECT_EQ(
      why_not(scenario({{{}, {{0, 1}, {0, 2}, {1, 0}}}}, first_is("general-omission")), "general-omission=1"),
      "");
  EXPECT_THAT(why_not(scenario({{{}, {{2, 1}}}}, first_is("general-omission")), "general-omission=1"),
              HasSubstr("the message from process 2 to process 3 can't be lost in round 1"));
}

TEST(ScenarioOfASetting, PicksNoMoreThanTheSettingLets) {
  for (const std::string word : {"omission", "general-omission", "byzantine"}) {
    EXPECT_EQ(why_not(scenario({}, first_is(word)), word + "=1"), "");
    EXPECT_THAT(why_not(scenario({}, {role_of(word), role_of(word), kNotPicked}), word + "=1"),
                HasSubstr("2 processes fail by '" + word + "', but the setting's faults are " + word + "=1"));
    EXPECT_THAT(why_not(scenario({}, first_is(word)), "crash=3"),
                HasSubstr("1 process fails by '" + word + "', but the setting's faults are crash=3"));
  }
  EXPECT_THAT(why_not(scenario({}, {kNotPicked, kNotPicked}), "omission=1"),
              HasSubstr("not every process has a role"));
  for (const std::string word : {"crash", "loss", "partition"})
    EXPECT_THAT(why_not(scenario({}, first_is(word)), word + "=1"), HasSubstr("unknown role"));
}

TEST(ScenarioOfASetting, ForgesOnlyWhatByzantineProcessesSend) {
  const std::vector<Role> picked = first_is("byzantine");
  const auto forging = [&](const Forgery& forgery) {
    return why_not(scenario({{.crashing = {}, .losses = {{2, 0}}, .forged = {forgery}}}, picked),
                   "byzantine=1");
  };
  EXPECT_EQ(forging({1, 0, 1}), "");
  EXPECT_THAT(forging({1, 0, 2}), HasSubstr("unknown state"));
  EXPECT_THAT(forging({1, 0, -1}), HasSubstr("unknown state"));
  EXPECT_THAT(forging({2, 0, 0}), HasSubstr("a message in round 1 is both forged and lost"));
  EXPECT_THAT(forging({1, 2, 0}), HasSubstr("process 3 can't send what it likes in round 1: no fault"));
  EXPECT_THAT(forging({1, 1, 0}), HasSubstr("needs two distinct processes of 1..3"));
  EXPECT_THAT(forging({3, 0, 0}), HasSubstr("needs two distinct processes of 1..3"));
  EXPECT_THAT(
      why_not(scenario({{.crashing = {}, .forged = {{1, 0, 0}}}}, first_is("omission")), "omission=1"),
      HasSubstr("process 1 can't send what it likes in round 1"));
  EXPECT_THAT(why_not(scenario({{{0}, {}}}, picked), "byzantine=1,crash=1"),
              HasSubstr("process 1 sends what it likes, so it can't crash"));
}

TEST(ScenarioOfASetting, ForgesDecisionsOnlyWhereTheyAreSent) {
  Setting early = setting_of(3, 2, 2, "byzantine=1");
  const Scenario claims = scenario({{}, {.crashing = {}, .forged = {{1, 0, 3}}}}, first_is("byzantine"));
  EXPECT_THAT(error_of([&] { validate(claims, early); }), HasSubstr("unknown state"));
  early.decide = Decide::kAny;
  EXPECT_EQ(error_of([&] { validate(claims, early); }), "");
}

TEST(ScenarioOfASetting, LosesSoManyMessagesInARoundOrInTheRun) {
  const Scenario two_and_one = scenario({{{}, {{1, 0}, {2, 1}}}, {{}, {{0, 1}}}});
  for (const std::string faults : {"loss=2", "loss-total=3", "loss=1,loss-total=1"})
    EXPECT_EQ(why_not(two_and_one, faults), "");
  EXPECT_THAT(why_not(two_and_one, "loss=1"),
              HasSubstr("the message from process 2 to process 3 can't be lost in round 1"));
  EXPECT_THAT(why_not(two_and_one, "loss-total=2"),
              HasSubstr("the message from process 2 to process 1 can't be lost in round 2"));
}

TEST(ScenarioOfASetting, PaysForNoLossThatIsExplainedAlready) {
  const Scenario crash = scenario({{{0}, {{1, 0}, {2, 0}, {1, 2}}}});
  EXPECT_EQ(why_not(crash, "crash=1,loss=1"), "");
  EXPECT_THAT(why_not(crash, "crash=1"), HasSubstr("from process 3 to process 2 can't be lost"));
  EXPECT_EQ(
      why_not(scenario({{{}, {{1, 0}, {1, 2}, {2, 0}}}}, first_is("omission")), "omission=1,loss-total=1"),
      "");
  EXPECT_EQ(why_not(scenario({{.crashing = {}, .losses = {{1, 0}, {2, 0}, {2, 1}}}}, first_is("byzantine")),
                    "byzantine=1,loss=1"),
            "");
  EXPECT_EQ(
      why_not(
          scenario({{.crashing = {}, .losses = {{0, 1}, {0, 2}, {1, 0}, {1, 2}, {2, 0}}, .block = {1, 2}}}),
          "partition=1,loss=1"),
      "");
}

TEST(ScenarioOfASetting, SplitsInSoManyRounds) {
  const RoundFaults split{.crashing = {}, .losses = {{0, 1}, {1, 0}, {1, 2}, {2, 1}}, .block = {1}};
  EXPECT_EQ(why_not(scenario({split}), "partition=1"), "");
  EXPECT_EQ(why_not(scenario({split, split}), "partition=2"), "");
  EXPECT_THAT(why_not(scenario({split, split}), "partition=1"),
              HasSubstr("2 rounds are hit by 'partition', but the setting's faults are partition=1"));
  EXPECT_THAT(why_not(scenario({{.crashing = {}, .block = {1, 1}}}), "partition=1"),
              HasSubstr("are split off in round 1 must be distinct"));
  Scenario liar =
      scenario({{.crashing = {}, .losses = {{1, 2}, {2, 1}}, .block = {1}, .forged = {{1, 0, 0}}}},
               first_is("byzantine"));
  EXPECT_THAT(why_not(liar, "partition=1,byzantine=1"), HasSubstr("a message in round 1 crosses the split"));
}

TEST(ScenarioOfASetting, LosesEveryMessageAcrossItsSplit) {
  EXPECT_THAT(
      why_not(scenario({{.crashing = {}, .losses = {{0, 1}, {1, 0}, {1, 2}}, .block = {1}}}), "partition=1"),
      HasSubstr("a message in round 1 crosses the split"));
  // Messages to processes that make no move, and from processes that are gone, don't matter.
  EXPECT_EQ(why_not(scenario({{.crashing = {2}, .losses = {{0, 1}, {1, 0}, {1, 2}}, .block = {1}},
                              {.crashing = {}, .losses = {{0, 1}, {1, 0}}, .block = {1}}}),
                    "partition=2,crash=1"),
            "");
}

TEST(ScenarioOfASetting, IsCappedInAllFailuresTogether) {
  Setting setting = setting_of(3, 2, 2, "crash=1,omission=1");
  setting.faults = with_failures(setting.faults, 1);
  const auto why = [&](const Scenario& one) { return error_of([&] { validate(one, setting); }); };
  EXPECT_EQ(why(scenario({{{0}, {}}}, first_is("omission"))), "") << "the same one, twice";
  EXPECT_THAT(why(scenario({{{1}, {}}}, first_is("omission"))), HasSubstr("2 processes fail"));
}

TEST(ScenarioLedgers, SayWhatIsUsedUpBeforeEachRound) {
  const Setting setting = setting_of(3, 3, 2, "crash=1,crash-late=1,loss=1,loss-total=2,partition=1");
  const Scenario one = scenario({
      {.crashing = {},
       .losses = {{0, 1}, {0, 2}, {1, 0}, {2, 0}, {2, 1}},
       .block = {1, 2}},  // one in a block: free
      {.crashing = {},
       .losses = {{0, 1}, {0, 2}, {1, 0}},
       .leaving = {1}},  // one by the crash, one free, one paid
      {.crashing = {2}, .losses = {{0, 2}}},
  });
  const std::vector<Ledger> before = ledgers(one, setting);
  ASSERT_EQ(before.size(), 4U);
  const auto used = [&](const std::string& word) {
    std::vector<int> all;
    for (const Ledger& ledger : before) all.push_back(ledger[row_of(word)]);
    return all;
  };
  EXPECT_THAT(used("partition"), ElementsAre(0, 1, 1, 1));
  EXPECT_THAT(used("crash-late"), ElementsAre(0, 0, 1, 1));
  EXPECT_THAT(used("crash"), ElementsAre(0, 0, 0, 1));
  EXPECT_THAT(used("loss-total"), ElementsAre(0, 0, 1, 1));
  EXPECT_THAT(used("loss"), ElementsAre(0, 0, 0, 0)) << "a new number every round";
}

// ---- the order

TEST(ScenarioOrder, IsByRolesThenRoundByRoundBySplitsCrashesAndMessages) {
  const std::vector<Scenario> ordered = {
      scenario({}),
      scenario({{.crashing = {}, .forged = {{2, 0, 0}}}}),  // of receiver 3: later is less
      scenario({{.crashing = {}, .forged = {{2, 0, 1}}}}),  // arrives, states, lost
      scenario({{.crashing = {}, .losses = {{2, 0}}}}),
      scenario({{.crashing = {}, .losses = {{1, 2}}}}),
      scenario({{.crashing = {}, .forged = {{1, 0, 0}}}}),
      scenario({{.crashing = {}, .losses = {{2, 0}}, .forged = {{1, 0, 0}}}}),
      scenario({{.crashing = {}, .losses = {{1, 0}}}}),
      scenario({{.crashing = {}, .leaving = {2}}}),
      scenario({{.crashing = {}, .losses = {{1, 2}}, .leaving = {2}}}),
      scenario({{.crashing = {}, .leaving = {1}}}),
      scenario({{.crashing = {2}}}),
      scenario({{.crashing = {2}, .leaving = {1}}}),
      scenario({{.crashing = {1}}}),
      scenario({{.crashing = {}, .block = {2}}}),
      scenario({{.crashing = {0}, .block = {2}}}),
      scenario({{.crashing = {}, .block = {1}}}),
      scenario({{.crashing = {}, .block = {1, 2}}}),
      scenario({}, {kNotPicked, kNotPicked, role_of("omission")}),
      scenario({}, {kNotPicked, kNotPicked, role_of("byzantine")}),
      scenario({}, {kNotPicked, role_of("omission"), kNotPicked}),
      scenario({}, {role_of("omission"), kNotPicked, kNotPicked}),
      scenario({}, {role_of("byzantine"), kNotPicked, kNotPicked}),
  };
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    for (std::size_t j = 0; j < ordered.size(); ++j)
      EXPECT_EQ(lexicographic(ordered[i], ordered[j]), i <=> j) << i << " and " << j;
  }
  EXPECT_TRUE(lexicographic(scenario({}), scenario({{}, {}}, {kNotPicked, kNotPicked, kNotPicked})) == 0);
}

TEST(ScenarioFaultCount, CountsEachFailedProcessOnceAndForgeriesAsLosses) {
  Scenario one = scenario({{.crashing = {0}, .losses = {{1, 0}}, .forged = {{1, 2, 0}, {2, 1, 0}}},
                           {.crashing = {}, .leaving = {1}}},
                          {role_of("omission"), kNotPicked, role_of("byzantine")});
  EXPECT_EQ(count_faults(one), (FaultCount{3, 3}));
  one.picked[0] = kNotPicked;
  EXPECT_EQ(count_faults(one), (FaultCount{3, 3})) << "it crashes";
}

// ---- renumbered

TEST(RenumberedScenario, MovesEveryPartOfIt) {
  const Scenario one{{0, 1, 2, 3},
                     {{.crashing = {0, 1},
                       .losses = {{2, 0}, {3, 1}},
                       .leaving = {2},
                       .block = {1, 3},
                       .forged = {{0, 2, 1}, {1, 3, 0}}}},
                     {role_of("omission"), kNotPicked, kNotPicked, role_of("byzantine")}};
  // Process 1 becomes 3, 2 becomes 4, 3 becomes 2, 4 becomes 1.
  const Scenario other = renumbered(one, {2, 3, 1, 0});
  EXPECT_THAT(other.initial, ElementsAre(3, 2, 0, 1));
  EXPECT_THAT(other.picked, ElementsAre(role_of("byzantine"), kNotPicked, role_of("omission"), kNotPicked));
  EXPECT_EQ(other.rounds[0], (RoundFaults{.crashing = {2, 3},
                                          .losses = {{0, 3}, {1, 2}},
                                          .leaving = {1},
                                          .block = {0, 3},
                                          .forged = {{2, 1, 1}, {3, 0, 0}}}));
}

TEST(ScenarioOfASetting, LosesNoMoreThanItsNumberHoweverManyTheyAre) {
  // 2^16 messages too many: what is used up has 16 bits.
  const Setting setting = setting_of(300, 1, 2, "loss-total=2", View::kCounts);
  Scenario scenario{std::vector<int>(300, 0), {{}}};
  for (int receiver = 0; receiver < 300; ++receiver) {
    for (int sender = 0; sender < 300 && scenario.rounds[0].losses.size() < (1U << 16) + 2; ++sender) {
      if (sender != receiver) scenario.rounds[0].losses.emplace_back(receiver, sender);
    }
  }
  EXPECT_THAT(error_of([&] { validate(scenario, setting); }),
              HasSubstr("no fault of the setting explains it"));
  scenario.rounds[0].losses.resize(2);
  EXPECT_NO_THROW(validate(scenario, setting));
}

TEST(RenumberedScenario, StaysOneOfTheSettingAndComesBack) {
  base::Rng rng(11, "renumbered");
  const std::vector<int> to{2, 0, 3, 1};
  const std::vector<int> back{1, 3, 0, 2};
  for (const std::string faults : {"crash=2", "crash-late=2,loss=1", "omission=1,general-omission=1",
                                   "byzantine=1,crash=1", "loss-total=3", "partition=2"}) {
    const Setting setting = setting_of(4, 2, 2, faults);
    for (int i = 0; i < 100; ++i) {
      const Scenario one = random_scenario(setting, rng);
      const Scenario other = renumbered(one, to);
      EXPECT_NO_THROW(validate(other, setting));
      EXPECT_EQ(count_faults(other), count_faults(one));
      const Scenario again = renumbered(other, back);
      EXPECT_EQ(again.initial, one.initial);
      EXPECT_EQ(again.picked, one.picked);
      EXPECT_EQ(again.rounds, one.rounds);
    }
  }
}

}  // namespace
}  // namespace ggms::model
