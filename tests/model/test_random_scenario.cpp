// Tests random scenarios: they are legal and reproducible, and everything that the setting allows occurs.

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "model/random_scenario.h"

namespace ggms::model {
namespace {

Setting setting_of(int processes, int rounds, const std::string& faults) {
  Setting setting;
  setting.processes = processes;
  setting.rounds = rounds;
  setting.states = 2;
  setting.faults = parse_faults(faults);
  setting.initial = 2;
  setting.decisions = 2;
  return setting;
}

std::vector<int> flattened(const Scenario& scenario) {
  std::vector<int> all = scenario.initial;
  for (const RoundFaults& round : scenario.rounds) {
    all.push_back(-1);
    all.insert(all.end(), round.crashing.begin(), round.crashing.end());
    all.push_back(-2);
    for (const auto& [receiver, sender] : round.losses) all.insert(all.end(), {receiver, sender});
  }
  return all;
}

TEST(RandomScenario, IsLegalInEverySetting) {
  base::Rng rng(1, "test");
  for (const auto& [processes, rounds, faults] : {std::tuple{1, 1, "crash=1"},
                                                  {2, 1, "none"},
                                                  {3, 3, "crash=2"},
                                                  {4, 2, "crash=4"},
                                                  {16, 4, "crash=5"},
                                                  {100, 12, "crash=99"}}) {
    const Setting setting = setting_of(processes, rounds, faults);
    for (int i = 0; i < 200; ++i) {
      const Scenario scenario = random_scenario(setting, rng);
      EXPECT_NO_THROW(validate(scenario, setting));
      EXPECT_EQ(scenario.rounds.size(), static_cast<std::size_t>(rounds));
    }
  }
}

TEST(RandomScenario, NamesTheBlockWithoutTheFirstProcessThatIsUp) {
  base::Rng rng(5, "test");
  for (const std::string faults : {"partition=2,crash=2", "partition=1,byzantine=1,omission=1"}) {
    const Setting setting = setting_of(4, 3, faults);
    int splits = 0;
    for (int i = 0; i < 300; ++i) {
      std::vector<bool> gone(4, false);
      for (const RoundFaults& round : random_scenario(setting, rng).rounds) {
        if (!round.block.empty()) {
          ++splits;
          const auto first = std::find(gone.begin(), gone.end(), false) - gone.begin();
          EXPECT_GT(round.block.front(), first);
          for (const int p : round.block) EXPECT_FALSE(gone[static_cast<std::size_t>(p)]);
        }
        for (const int p : round.crashing) gone[static_cast<std::size_t>(p)] = true;
      }
    }
    EXPECT_GT(splits, 100);
  }
}

TEST(RandomScenario, SameSeedGivesTheSameOne) {
  const Setting setting = setting_of(5, 3, "crash=3");
  base::Rng one(9, "test");
  base::Rng two(9, "test");
  for (int i = 0; i < 100; ++i) {
    EXPECT_EQ(flattened(random_scenario(setting, one)), flattened(random_scenario(setting, two)));
  }
}

TEST(RandomScenario, HasNoFaultsIfTheSettingHasNone) {
  const Setting setting = setting_of(4, 3, "none");
  base::Rng rng(2, "test");
  std::set<std::vector<int>> initial;
  for (int i = 0; i < 500; ++i) {
    const Scenario scenario = random_scenario(setting, rng);
    EXPECT_EQ(count_faults(scenario), FaultCount{});
    initial.insert(scenario.initial);
  }
  EXPECT_EQ(initial.size(), 16U) << "all vectors of initial values come up";
}

TEST(RandomScenario, EveryPatternOfFailuresAndLossesComesUp) {
  // n = 3, r = 2, at most 2 crashes, by hand. Losses to processes that move no more change nothing and are
  // not drawn. None crashes: 1. One crashes (3 of them) in one of 2 rounds: 2 movers, 2^2 losses each: 24.
  // Two crash in one round (3 pairs, 2 rounds): 1 mover, 2 messages at risk, 2^2 each: 24. Two crash one
  // after the other (6 ordered pairs): 2^2 losses in round 1, then 1 mover and 1 message at risk, 2: 48.
  const Setting setting = setting_of(3, 2, "crash=2");
  base::Rng rng(3, "test");
  std::set<std::vector<int>> patterns;
  for (int i = 0; i < 20000; ++i) {
    Scenario scenario = random_scenario(setting, rng);
    scenario.initial.assign(3, 0);
    patterns.insert(flattened(scenario));
  }
  EXPECT_EQ(patterns.size(), 1U + 24U + 24U + 48U);
}

}  // namespace
}  // namespace ggms::model
