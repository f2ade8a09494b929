// Tests scenario files: they list the processes that a crashing process still reaches, where scenarios list
// lost messages.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/rng.h"
#include "files/protocol.h"
#include "files/scenario.h"
#include "model/fixtures.h"
#include "model/random_scenario.h"

namespace ggms::files {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::Pair;
using testing::SizeIs;
using testing::StartsWith;

class ScenarioFile : public testing::Test {
 protected:
  model::Scenario read(const std::string& text) const { return read_scenario(text, "s.json", problem_); }
  model::Scenario read_crashes(const std::string& crashes) const {
    return read(R"({"schema": "ggms/scenario/1", "initial": ["zero", "one", "one", "zero"], "crashes": )" +
                crashes + "}");
  }
  std::string error_in(const std::string& text) const {
    return model::error_of([&] { read(text); });
  }

  const model::Problem problem_ = model::problem_of("consensus", model::setting_of(4, 3, 2, "crash=3"));
};

TEST_F(ScenarioFile, HasThisLayout) {
  model::Scenario scenario = scenario_of({0, 1, 1, 0}, std::vector<model::RoundFaults>(3));
  scenario.rounds[0].crashing = {2};
  scenario.rounds[0].losses = {{1, 2}};
  scenario.rounds[2].crashing = {0};
  scenario.rounds[2].losses = {{1, 0}, {3, 0}};
  EXPECT_EQ(write_scenario(scenario, problem_), R"({
  "schema": "ggms/scenario/1",
  "initial": ["zero", "one", "one", "zero"],
  "crashes": [
    {"process": 3, "round": 1, "reaches": [1, 4]},
    {"process": 1, "round": 3, "reaches": []}
  ]
}
)");
  EXPECT_EQ(write_scenario(model::scenario_of({0, 0, 0, 0}, {}), problem_), R"({
  "schema": "ggms/scenario/1",
  "initial": ["zero", "zero", "zero", "zero"],
  "crashes": []
}
)");
}

TEST_F(ScenarioFile, WithoutCrashesNothingFails) {
  const model::Scenario scenario =
      read(R"({"initial": ["zero", "one", "one", "zero"], "schema": "ggms/scenario/1"})");
  EXPECT_THAT(scenario.initial, ElementsAre(0, 1, 1, 0));
  EXPECT_THAT(scenario.rounds, SizeIs(3));
  EXPECT_EQ(count_faults(scenario), model::FaultCount{});
}

TEST_F(ScenarioFile, LosesTheMessagesToThoseThatACrashDoesNotReach) {
  const model::Scenario scenario = read_crashes(R"([{"process": 2, "round": 2, "reaches": [4]}])");
  EXPECT_THAT(scenario.rounds[0].crashing, IsEmpty());
  EXPECT_THAT(scenario.rounds[1].crashing, ElementsAre(1));
  EXPECT_THAT(scenario.rounds[1].losses, ElementsAre(Pair(0, 1), Pair(2, 1)));
  EXPECT_THAT(scenario.rounds[2].losses, IsEmpty());
}

TEST_F(ScenarioFile, ACrashReachesNoProcessUnlessItSaysSo) {
  EXPECT_THAT(read_crashes(R"([{"process": 2, "round": 1}])").rounds[0].losses,
              ElementsAre(Pair(0, 1), Pair(2, 1), Pair(3, 1)));
}

TEST_F(ScenarioFile, NotesNoLossesToThoseThatCrashInTheSameRoundOrEarlier) {
  const model::Scenario scenario = read_crashes(
      R"([{"process": 4, "round": 2}, {"process": 1, "round": 2},
          {"process": 3, "round": 1, "reaches": [1, 2, 4]}])");
  EXPECT_THAT(scenario.rounds[0].crashing, ElementsAre(2));
  EXPECT_THAT(scenario.rounds[0].losses, IsEmpty());
  EXPECT_THAT(scenario.rounds[1].crashing, ElementsAre(0, 3));
  EXPECT_THAT(scenario.rounds[1].losses, ElementsAre(Pair(1, 0), Pair(1, 3)));
}

TEST_F(ScenarioFile, MayReachAProcessThatIsDownWithoutADifference) {
  const auto text_of = [&](const std::string& crashes) {
    return write_scenario(read_crashes(crashes), problem_);
  };
  EXPECT_EQ(text_of(
                R"([{"process": 1, "round": 1, "reaches": [2, 3, 4]},
              {"process": 2, "round": 1, "reaches": [1]}])"),
            text_of(R"([{"process": 2, "round": 1}, {"process": 1, "round": 1, "reaches": [4, 3]}])"));
}

TEST_F(ScenarioFile, IsReadBackForRandomScenarios) {
  base::Rng rng(3, "scenario file");
  for (int i = 0; i < 500; ++i) {
    const model::Scenario scenario = random_scenario(problem_.setting(), rng);
    const std::string text = write_scenario(scenario, problem_);
    const model::Scenario back = read(text);
    EXPECT_TRUE(lexicographic(back, scenario) == 0) << text;
    EXPECT_EQ(write_scenario(back, problem_), text);
  }
}

TEST_F(ScenarioFile, SaysWhatIsWrongAndWhere) {
  const auto error = [&](const std::string& crashes) {
    return model::error_of([&] { read_crashes(crashes); });
  };
  EXPECT_EQ(error("{}"), "s.json: crashes: expected a list, found an object");
  EXPECT_EQ(error("[3]"), "s.json: crashes[0]: expected an object, found 3");
  EXPECT_EQ(error(R"([{"round": 1}])"), "s.json: crashes[0]: \"process\" is missing");
  EXPECT_EQ(error(R"([{"process": 1}])"), "s.json: crashes[0]: \"round\" is missing");
  EXPECT_EQ(error(R"([{"process": 5, "round": 1}])"),
            "s.json: crashes[0].process: expected a whole number from 1 to 4, found 5");
  EXPECT_EQ(error(R"([{"process": 1, "round": 4}])"),
            "s.json: crashes[0].round: expected a whole number from 1 to 3, found 4");
  EXPECT_EQ(error(R"([{"process": 1, "round": 1, "reaches": 2}])"),
            "s.json: crashes[0].reaches: expected a list, found 2");
  EXPECT_EQ(error(R"([{"process": 1, "round": 1, "reaches": [2, 0]}])"),
            "s.json: crashes[0].reaches[1]: expected a whole number from 1 to 4, found 0");
  EXPECT_EQ(
      error(R"([{"process": 1, "round": 1, "reaches": [1]}])"),
      "s.json: crashes[0].reaches[0]: this is the process that crashes: list the others that it reaches");
  EXPECT_EQ(error(R"([{"process": 1, "round": 1, "reaches": [2, 2]}])"),
            "s.json: crashes[0].reaches[1]: process 2 is listed twice");
  EXPECT_EQ(error(R"([{"process": 1, "round": 1}, {"process": 1, "round": 2}])"),
            "s.json: crashes[1]: process 1 crashes twice");
  EXPECT_EQ(error(R"([{"process": 1, "round": 1, "reach": [2]}])"),
            "s.json: crashes[0]: unknown member \"reach\": expected process, round, reaches, late");
  EXPECT_EQ(error(R"([{"process": 1, "round": 1}, {"process": 2, "round": 1}, {"process": 3, "round": 1},
                      {"process": 4, "round": 1}])"),
            "s.json: scenario: 4 processes fail by 'crash', but the setting's faults are crash=3");

  EXPECT_EQ(error_in("{}"), "s.json: \"schema\" is missing");
  EXPECT_EQ(error_in(R"({"schema": "ggms/protocol/1"})"),
            "s.json: schema: expected \"ggms/scenario/1\", found \"ggms/protocol/1\"");
  EXPECT_EQ(error_in(R"({"schema": "ggms/scenario/1"})"), "s.json: \"initial\" is missing");
  EXPECT_EQ(error_in(R"({"schema": "ggms/scenario/1", "initial": ["zero"]})"),
            "s.json: initial: it has 1 values, but there are 4 processes");
  EXPECT_EQ(error_in(R"({"schema": "ggms/scenario/1", "initial": ["zero", "two", "one", "one"]})"),
            "s.json: initial[1]: \"two\" is not an initial value: expected \"zero\", \"one\"");
  EXPECT_EQ(
      error_in(R"({"schema": "ggms/scenario/1", "initial": ["zero", "one", "one", "one"], "lost": []})"),
      "s.json: unknown member \"lost\": expected schema, initial, picked, crashes, splits, losses, forged");
  EXPECT_THAT(error_in("{\n\"schema\""),
              AllOf(StartsWith("s.json:2:"), HasSubstr("not valid JSON"), Not(HasSubstr("\n"))));
}

}  // namespace
}  // namespace ggms::files
