// Tests scenarios: their fault counts, their order, and which are invalid in a setting.

#include "model/scenario.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "model/fixtures.h"

namespace ggms::model {
namespace {

using testing::HasSubstr;

TEST(Scenario, IsWorseWithMoreFailuresThenWithMoreLosses) {
  const Scenario two_losses = scenario_of({0, 0, 0}, {{{0}, {{1, 0}, {2, 0}}}});
  const Scenario two_crashes = scenario_of({0, 0, 0}, {{{0}, {}}, {{1}, {}}});
  EXPECT_EQ(count_faults(two_losses), (FaultCount{1, 2}));
  EXPECT_EQ(count_faults(two_crashes), (FaultCount{2, 0}));
  EXPECT_LT(count_faults(two_losses), count_faults(two_crashes));
  EXPECT_LT(count_faults(scenario_of({0, 0, 0}, {{{0}, {{1, 0}}}})), count_faults(two_losses));
}

TEST(Scenario, ComesInOrderOfInitialValuesThenOfCrashesThenOfLosses) {
  const std::vector<Scenario> ordered = {
      scenario_of({0, 0, 1}, {{}, {{1}, {}}}),  // a round 1 without a crash comes first
      scenario_of({0, 0, 1}, {{{2}, {}}, {}}),  // "process 1 does not" before "process 1 does"
      scenario_of({0, 0, 1}, {{{1}, {}}, {}}),
      scenario_of({0, 0, 1}, {{{0}, {}}, {}}),
      scenario_of({0, 0, 1},
                  {{{0}, {{2, 0}}}, {}}),  // receiver 2 before receiver 3: its message arrives here
      scenario_of({0, 0, 1}, {{{0}, {{1, 0}}}, {}}),
      scenario_of({0, 0, 1}, {{{0}, {{1, 0}, {2, 0}}}, {}}),
      scenario_of({0, 1, 0}, {{}, {}}),
  };
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    for (std::size_t j = 0; j < ordered.size(); ++j) {
      EXPECT_EQ(lexicographic(ordered[i], ordered[j]), i <=> j) << i << " and " << j;
    }
  }
}

TEST(Scenario, OfTheSettingIsValid) {
  const Setting setting = setting_of(3, 2, 2, "crash=2");
  validate(scenario_of({0, 1, 1}, {}), setting);
  validate(scenario_of({0, 1, 1}, {{{0}, {{1, 0}}}, {{2}, {{1, 2}}}}), setting);
}

TEST(Scenario, OfAnotherSettingIsAnErrorThatSaysWhy) {
  const Setting setting = setting_of(3, 2, 2, "crash=1");
  const auto why = [&](const Scenario& scenario) { return error_of([&] { validate(scenario, setting); }); };
  EXPECT_THAT(why(scenario_of({0, 1}, {})), HasSubstr("2 initial values for 3 processes"));
  EXPECT_THAT(why(scenario_of({0, 1, 2}, {})), HasSubstr("unknown initial value"));
  EXPECT_THAT(why(scenario_of({0, 1, 1}, {{}, {}, {}})), HasSubstr("more rounds than the setting's 2"));
  EXPECT_THAT(why(scenario_of({0, 1, 1}, {{{0, 1}, {}}})), HasSubstr("2 processes fail"));
  EXPECT_THAT(why(scenario_of({0, 1, 1}, {{{0}, {}}, {{0}, {}}})), HasSubstr("process 1 crashes twice"));
  EXPECT_THAT(why(scenario_of({0, 1, 1}, {{{3}, {}}})), HasSubstr("distinct and 1..3"));
  EXPECT_THAT(why(scenario_of({0, 1, 1}, {{{}, {{1, 0}}}})),
              HasSubstr("no fault of the setting explains it"));
  EXPECT_THAT(why(scenario_of({0, 1, 1}, {{{0}, {{0, 0}}}})), HasSubstr("two distinct processes"));
}

}  // namespace
}  // namespace ggms::model
