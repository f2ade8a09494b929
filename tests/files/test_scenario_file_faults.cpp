// Tests scenario files of every fault word: their layout, the facts that they leave out, and their errors.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/rng.h"
#include "files/protocol.h"
#include "files/scenario.h"
#include "model/fixtures.h"
#include "model/random_scenario.h"

namespace ggms::files {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

model::Problem problem(const std::string& faults, model::Decide decide = model::Decide::kLast) {
  model::Setting setting = model::setting_of(3, 2, 2, faults);
  setting.decide = decide;
  return problem_of("consensus", setting);
}

model::Scenario read(const std::string& members, const model::Problem& problem) {
  return read_scenario(R"({"schema": "ggms/scenario/1", "initial": ["zero", "one", "one"])" + members + "}",
                       "s.json", problem);
}

std::string error_in(const std::string& members, const std::string& faults) {
  const model::Problem of = problem(faults);
  return model::error_of([&] { read(members, of); });
}

void expect_file(const model::Scenario& scenario, const model::Problem& problem, const std::string& members) {
  const std::string expected =
      "{\n  \"schema\": \"ggms/scenario/1\",\n  \"initial\": [\"zero\", \"one\", \"one\"]" + members +
      "\n}\n";
  EXPECT_EQ(write_scenario(scenario, problem), expected);
  const model::Scenario back = read_scenario(expected, "s.json", problem);
  EXPECT_EQ(back.rounds, scenario.rounds);
  EXPECT_EQ(back.picked, scenario.picked);
}

TEST(ScenarioFileOfFaults, TellsALateCrash) {
  expect_file({{0, 1, 1}, {{.crashing = {}, .losses = {{2, 0}}, .leaving = {0}}, {}}, {}},
              problem("crash-late=1"), R"(,
  "crashes": [
    {"process": 1, "round": 1, "reaches": [2], "late": true}
  ])");
}

TEST(ScenarioFileOfFaults, NamesThePickedAndWhatIsLost) {
  expect_file({{0, 1, 1},
               {{{}, {{1, 0}}}, {{}, {{0, 2}, {1, 0}}}},
               {model::role_of("general-omission"), model::kNotPicked, model::role_of("omission")}},
              problem("omission=1,general-omission=1"), R"(,
  "picked": [
    {"process": 1, "as": "general-omission"},
    {"process": 3, "as": "omission"}
  ],
  "crashes": [],
  "losses": [
    {"round": 1, "from": 1, "to": 2},
    {"round": 2, "from": 3, "to": 1},
    {"round": 2, "from": 1, "to": 2}
  ])");
}

TEST(ScenarioFileOfFaults, TellsWhatIsForgedAndTheRestIsNotSent) {
  const model::Scenario lies{{0, 1, 1},
                             {{.crashing = {}, .losses = {{2, 0}}, .forged = {{1, 0, 1}}},
                              {.crashing = {}, .forged = {{1, 0, 1}, {2, 0, 2}}}},
                             {model::role_of("byzantine"), model::kNotPicked, model::kNotPicked}};
  expect_file(lies, problem("byzantine=1", model::Decide::kAny), R"(,
  "picked": [
    {"process": 1, "as": "byzantine"}
  ],
  "crashes": [],
  "forged": [
    {"round": 1, "from": 1, "to": 2, "says": "one"},
    {"round": 2, "from": 1, "to": 2, "says": "b"},
    {"round": 2, "from": 1, "to": 3, "says": "decided:zero"}
  ])");
}

TEST(ScenarioFileOfFaults, TellsASplitAndNotWhatIsLostAcrossIt) {
  expect_file({{0, 1, 1},
               {{}, {.crashing = {}, .losses = {{0, 1}, {0, 2}, {1, 0}, {1, 2}, {2, 0}}, .block = {1, 2}}},
               {}},
              problem("partition=1,loss=1"), R"(,
  "crashes": [],
  "splits": [
    {"round": 2, "block": [2, 3]}
  ],
  "losses": [
    {"round": 2, "from": 3, "to": 2}
  ])");
}

TEST(ScenarioFileOfFaults, MayLeaveOutTheEmptyLists) {
  const model::Scenario one =
      read(R"(, "picked": [], "splits": [], "losses": [], "forged": [])", problem("loss=1"));
  EXPECT_EQ(one.rounds, (std::vector<model::RoundFaults>{{}, {}}));
  EXPECT_THAT(one.picked, IsEmpty());
}

TEST(ScenarioFileOfFaults, ALateCrashReachesNoProcessUnlessItSaysSo) {
  const model::Scenario one =
      read(R"(, "crashes": [{"process": 2, "round": 1, "late": true}])", problem("crash-late=1"));
  EXPECT_THAT(one.rounds[0].leaving, ElementsAre(1));
  EXPECT_THAT(one.rounds[0].losses, ElementsAre(Pair(0, 1), Pair(2, 1)));
  EXPECT_THAT(one.rounds[1].losses, IsEmpty()) << "it sends nothing any more";
  const model::Scenario early =
      read(R"(, "crashes": [{"process": 2, "round": 1, "late": false}])", problem("crash=1"));
  EXPECT_THAT(early.rounds[0].crashing, ElementsAre(1));
}

TEST(ScenarioFileOfFaults, NotesNoLossesOnTheWayToThoseWhoMakeNoMove) {
  const model::Scenario gone = read(
      R"(, "crashes": [{"process": 2, "round": 1, "reaches": [1, 3]}],
           "losses": [{"round": 1, "from": 1, "to": 2}, {"round": 2, "from": 1, "to": 2}, {"round": 2, "from": 2, "to": 1}])",
      problem("crash=1"));
  EXPECT_THAT(gone.rounds[0].losses, IsEmpty());
  EXPECT_THAT(gone.rounds[1].losses, IsEmpty());
  const model::Scenario lies =
      read(R"(, "picked": [{"process": 2, "as": "byzantine"}], "losses": [{"round": 1, "from": 1, "to": 2}])",
           problem("byzantine=1"));
  EXPECT_THAT(lies.rounds[0].losses, ElementsAre(Pair(0, 1), Pair(2, 1)))
      << "it says nothing, it hears nothing";
}

TEST(ScenarioFileOfFaults, IsReadBackForRandomScenariosOfEverySetting) {
  base::Rng rng(4, "scenario files");
  for (const std::string faults :
       {"none", "crash-late=2", "crash=1,crash-late=1", "omission=2", "general-omission=1", "byzantine=2",
        "loss=2", "loss-total=3", "partition=2", "crash=1,byzantine=1", "crash-late=1,omission=1,loss=1",
        "byzantine=1,partition=1", "crash=1,loss-total=2,partition=1",
        "general-omission=1,byzantine=1,loss=1"}) {
    for (const model::Decide decide : {model::Decide::kLast, model::Decide::kAny}) {
      const model::Problem of = problem(faults, decide);
      for (int i = 0; i < 100; ++i) {
        const model::Scenario scenario = random_scenario(of.setting(), rng);
        const std::string text = write_scenario(scenario, of);
        const model::Scenario back = read_scenario(text, "s.json", of);
        ASSERT_EQ(back.initial, scenario.initial);
        ASSERT_EQ(back.rounds, scenario.rounds) << faults << "\n" << text;
        for (int p = 0; p < 3; ++p) ASSERT_EQ(back.role(p), scenario.role(p)) << text;
        ASSERT_EQ(write_scenario(back, of), text);
      }
    }
  }
}

TEST(ScenarioFileOfFaults, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(error_in(R"(, "picked": [{"process": 1}])", "omission=1"),
            "s.json: picked[0]: \"as\" is missing");
  EXPECT_EQ(error_in(R"(, "picked": [{"process": 4, "as": "omission"}])", "omission=1"),
            "s.json: picked[0].process: expected a whole number from 1 to 3, found 4");
  EXPECT_EQ(error_in(R"(, "picked": [{"process": 1, "as": "crash"}])", "omission=1"),
            "s.json: picked[0].as: expected one of \"omission\", \"general-omission\", \"byzantine\"");
  EXPECT_EQ(error_in(R"(, "picked": [{"process": 1, "as": "omission"}, {"process": 1, "as": "byzantine"}])",
                     "omission=1"),
            "s.json: picked[1]: process 1 is picked twice");
  EXPECT_EQ(error_in(R"(, "crashes": [{"process": 1, "round": 1, "late": 1}])", "crash-late=1"),
            "s.json: crashes[0].late: expected true or false, found 1");
  EXPECT_EQ(error_in(R"(, "splits": [{"round": 1}])", "partition=1"),
            "s.json: splits[0]: \"block\" is missing");
  EXPECT_EQ(error_in(R"(, "splits": [{"round": 1, "block": []}])", "partition=1"),
            "s.json: splits[0].block: it must have some processes, and not all");
  EXPECT_EQ(error_in(R"(, "splits": [{"round": 1, "block": [1, 2, 3]}])", "partition=1"),
            "s.json: splits[0].block: it must have some processes, and not all");
  EXPECT_EQ(error_in(R"(, "splits": [{"round": 1, "block": [2, 2]}])", "partition=1"),
            "s.json: splits[0].block[1]: it is listed twice");
  EXPECT_EQ(
      error_in(R"(, "splits": [{"round": 1, "block": [2]}, {"round": 1, "block": [3]}])", "partition=2"),
      "s.json: splits[1]: there is another split of this round already");
  EXPECT_EQ(error_in(R"(, "losses": [{"round": 1, "from": 2, "to": 2}])", "loss=1"),
            "s.json: losses[0]: a process always receives its own message");
  EXPECT_EQ(error_in(R"(, "losses": [{"round": 3, "from": 2, "to": 1}])", "loss=1"),
            "s.json: losses[0].round: expected a whole number from 1 to 2, found 3");
  EXPECT_EQ(error_in(R"(, "losses": [{"round": 1, "from": 2, "to": 1}, {"round": 1, "from": 2, "to": 1}])",
                     "loss=1"),
            "s.json: losses[1]: it is listed twice");
  EXPECT_EQ(error_in(R"(, "losses": [{"round": 1, "from": 2, "to": 1, "of": 2}])", "loss=1"),
            "s.json: losses[0]: unknown member \"of\": expected round, from, to");
  const std::string picked = R"(, "picked": [{"process": 1, "as": "byzantine"}], "forged": )";
  EXPECT_EQ(error_in(picked + R"([{"round": 1, "from": 1, "to": 2}])", "byzantine=1"),
            "s.json: forged[0]: \"says\" is missing");
  EXPECT_EQ(error_in(picked + R"([{"round": 1, "from": 1, "to": 2, "says": "a"}])", "byzantine=1"),
            "s.json: forged[0].says: \"a\" is not a state of that round: expected \"zero\", \"one\"");
  EXPECT_EQ(
      error_in(
          picked +
              R"([{"round": 1, "from": 1, "to": 2, "says": "one"}, {"round": 1, "from": 1, "to": 2, "says": "one"}])",
          "byzantine=1"),
      "s.json: forged[1]: this message is listed twice");
  EXPECT_EQ(
      error_in(
          picked +
              R"([{"round": 1, "from": 1, "to": 2, "says": "one"}], "losses": [{"round": 1, "from": 1, "to": 2}])",
          "byzantine=1"),
      "s.json: forged[0]: this message is listed among the losses too");
}

TEST(ScenarioFileOfFaults, SaysWhatTheSettingDoesNotAllow) {
  EXPECT_EQ(error_in(R"(, "losses": [{"round": 1, "from": 2, "to": 1}])", "crash=1"),
            "s.json: scenario: the message from process 2 to process 1 can't be lost in round 1: no fault of "
            "the setting "
            "explains it");
  EXPECT_EQ(error_in(R"(, "splits": [{"round": 1, "block": [1]}])", "loss=9"),
            "s.json: scenario: 1 round is hit by 'partition', but the setting's faults are loss=9");
  EXPECT_THAT(error_in(R"(, "picked": [{"process": 1, "as": "byzantine"}])", "omission=1"),
              HasSubstr("1 process fails by 'byzantine', but the setting's faults are omission=1"));
  EXPECT_THAT(
      error_in(R"(, "forged": [{"round": 1, "from": 1, "to": 2, "says": "one"}])", "byzantine=1"),
      HasSubstr("process 1 can't send what it likes in round 1: no fault of the setting explains it"));
  EXPECT_THAT(error_in(R"(, "crashes": [{"process": 1, "round": 1}])", "crash-late=1"),
              HasSubstr("1 process fails by 'crash', but the setting's faults are crash-late=1"));
  EXPECT_THAT(
      error_in(R"(, "picked": [{"process": 1, "as": "byzantine"}], "splits": [{"round": 1, "block": [2]}],
                           "forged": [{"round": 1, "from": 1, "to": 2, "says": "one"}])",
               "byzantine=1,partition=1"),
      HasSubstr("crosses the split"));
}

}  // namespace
}  // namespace ggms::files
