// Tests trace files: their layout by hand, and that reading any execution's file gives its scenario back.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/rng.h"
#include "files/json.h"
#include "files/trace.h"
#include "files/trace_file.h"
#include "model/fixtures.h"
#include "model/random_scenario.h"

namespace ggms::files {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;
using testing::UnorderedElementsAre;

model::Problem consensus(int processes, const std::string& faults, model::View view = model::View::kVector,
                         model::Decide decide = model::Decide::kLast) {
  model::Setting setting = setting_of(processes, 2, 2, faults, view);
  setting.decide = decide;
  return problem_of("consensus", setting);
}

std::vector<TraceState> flood(const model::Problem& problem, const model::Scenario& scenario) {
  validate(scenario, problem.setting());
  return trace_of(problem, floodset(problem.setting()), scenario);
}

TEST(Trace, OfACrashTellsWhichProcessesAreUpAndWhatArrives) {
  const auto trace = flood(consensus(3, "crash=1"), model::scenario_of({0, 1, 1}, {{{0}, {{1, 0}}}, {}}));
  ASSERT_EQ(trace.size(), 3U);
  EXPECT_THAT(trace[0].initial, ElementsAre(Pair(1, "zero"), Pair(2, "one"), Pair(3, "one")));
  EXPECT_EQ(trace[0].state, trace[0].initial);
  EXPECT_THAT(trace[0].received, IsEmpty());
  EXPECT_THAT(trace[1].crashed, ElementsAre(Pair(1, "crash")));
  EXPECT_THAT(trace[1].lost, ElementsAre(Message(1, 2)));
  EXPECT_THAT(trace[1].received.at(2), ElementsAre(Pair(1, "lost"), Pair(2, "one"), Pair(3, "one")));
  EXPECT_THAT(trace[1].received.at(3), ElementsAre(Pair(1, "zero"), Pair(2, "one"), Pair(3, "one")));
  EXPECT_FALSE(trace[1].received.contains(1)) << "it makes no move";
  EXPECT_THAT(trace[1].state, ElementsAre(Pair(2, "b"), Pair(3, "a")));
  EXPECT_THAT(trace[2].lost, IsEmpty()) << "a crashed process sends no message that could be lost";
  EXPECT_THAT(trace[2].decided, ElementsAre(Pair(2, "zero"), Pair(3, "zero")));
  EXPECT_EQ(trace[2].state, trace[2].decided);
  EXPECT_EQ(trace[2].crashed, trace[1].crashed);
}

TEST(Trace, OfALateCrashTellsWhatWasDecidedLast) {
  const auto trace =
      flood(consensus(2, "crash-late=1"),
            model::scenario_of({1, 0}, {{}, {.crashing = {}, .losses = {{1, 0}}, .leaving = {0}}}));
  EXPECT_THAT(trace[2].crashed, ElementsAre(Pair(1, "crash-late")));
  EXPECT_THAT(trace[2].received.at(1), ElementsAre(Pair(1, "a"), Pair(2, "a")));
  EXPECT_THAT(trace[2].state, ElementsAre(Pair(2, "zero")));
  EXPECT_THAT(trace[2].decided, ElementsAre(Pair(1, "zero"), Pair(2, "zero")));
}

TEST(Trace, OfALiarAndASplitTellsWhatWasForgedAndLost) {
  const model::Scenario scenario = model::with_role(
      model::scenario_of(
          {1, 1, 1},
          {{.crashing = {}, .losses = {{0, 1}, {1, 0}, {1, 2}}, .block = {1}, .forged = {{0, 2, 0}}},
           {.crashing = {}, .losses = {{0, 2}, {1, 2}}}}),
      3, "byzantine");
  const auto trace = flood(consensus(3, "byzantine=1,partition=1"), scenario);
  EXPECT_THAT(trace[0].picked, ElementsAre(Pair(3, "byzantine")));
  EXPECT_THAT(trace[0].initial, testing::SizeIs(3));
  EXPECT_THAT(trace[0].state, testing::SizeIs(2)) << "a liar has no state";
  EXPECT_THAT(trace[1].split, ElementsAre(2));
  EXPECT_THAT(trace[1].forged, ElementsAre(Pair(Message(3, 1), "zero")));
  EXPECT_THAT(trace[1].lost, UnorderedElementsAre(Message(1, 2), Message(2, 1), Message(3, 2)));
  EXPECT_THAT(trace[1].received.at(1), ElementsAre(Pair(1, "one"), Pair(2, "lost"), Pair(3, "zero")));
  EXPECT_THAT(trace[2].split, IsEmpty());
  EXPECT_THAT(trace[2].forged, IsEmpty());
}

TEST(Trace, EndsWithTheEntryThatIsMissing) {
  const model::Problem problem = consensus(2, "crash=1");
  const model::Machine nothing(problem.setting());
  const auto trace = trace_of(problem, nothing, model::scenario_of({0, 1}, {{{1}, {}}, {}}));
  ASSERT_EQ(trace.size(), 2U);
  EXPECT_THAT(trace[1].undefined, ElementsAre(1));
  EXPECT_THAT(trace[1].received.at(1), ElementsAre(Pair(1, "zero"), Pair(2, "one")));
  EXPECT_THAT(trace[1].crashed, ElementsAre(Pair(2, "crash")));
  EXPECT_THAT(trace[1].state, IsEmpty());
}

TEST(TraceFile, HasTheLayoutOfTheInformalTraceFormat) {
  const model::Problem problem = consensus(2, "crash=1");
  const Json file = Json::parse(write_trace(problem, floodset(problem.setting()),
                                            model::scenario_of({1, 0}, {{{1}, {{0, 1}}}, {}}), "agreement"));
  EXPECT_EQ(file["#meta"]["format"], "ITF");
  EXPECT_EQ(file["#meta"]["violated"], "agreement");
  EXPECT_EQ(file["#meta"]["varTypes"]["forged"], "<<Int, Int>> -> Str");
  EXPECT_EQ(file["vars"],
            Json::parse(R"(["round", "initial", "picked", "crashed", "state", "decided", "received",
                                          "split", "lost", "forged", "undefined"])"));
  ASSERT_EQ(file["states"].size(), 3U);
  EXPECT_EQ(file["states"][1], Json::parse(R"({
    "#meta": {"index": 1},
    "round": {"#bigint": "1"},
    "initial": {"#map": [[{"#bigint": "1"}, "one"], [{"#bigint": "2"}, "zero"]]},
    "picked": {"#map": []},
    "crashed": {"#map": [[{"#bigint": "2"}, "crash"]]},
    "state": {"#map": [[{"#bigint": "1"}, "b"]]},
    "decided": {"#map": []},
    "received": {"#map": [[{"#bigint": "1"}, {"#map": [[{"#bigint": "1"}, "one"], [{"#bigint": "2"}, "lost"]]}]]},
    "split": {"#set": []},
    "lost": {"#set": [{"#tup": [{"#bigint": "2"}, {"#bigint": "1"}]}]},
    "forged": {"#map": []},
    "undefined": {"#set": []}
  })"));
}

TEST(TraceFile, ForgetsOnlyFaultsThatMakeNoDifference) {
  const model::Problem problem = consensus(3, "crash=1,partition=1");
  const model::Machine machine = floodset(problem.setting());
  // p1 crashes, so the losses to it and of its later messages change nothing. Nor does it matter that a split
  // is described by the block with the first process that is up.
  const model::Scenario noisy = model::scenario_of(
      {0, 1, 1}, {{{0}, {{0, 1}, {1, 0}}},
                  {.crashing = {}, .losses = {{1, 0}, {1, 2}, {2, 1}}, .leaving = {}, .block = {0, 1}}});
  validate(noisy, problem.setting());
  const model::Scenario back =
      read_trace(write_trace(problem, machine, noisy, {}), "t.itf.json", problem, machine).scenario;
  EXPECT_EQ(back.rounds[0].losses, (std::vector<std::pair<int, int>>{{1, 0}}));
  EXPECT_EQ(back.rounds[1].losses, (std::vector<std::pair<int, int>>{{1, 2}, {2, 1}}));
  EXPECT_EQ(back.rounds[1].block, std::vector<int>{2});
  EXPECT_EQ(simulate(problem, machine, back).states, simulate(problem, machine, noisy).states);
}

/// A setting of one, two or three fault words.
model::Setting random_setting(base::Rng& rng) {
  const auto below = [&](int bound) {
    return static_cast<int>(rng.below(static_cast<std::uint64_t>(bound)));
  };
  model::Setting setting =
      model::setting_of(1 + below(5), 1 + below(3), 1 + below(3), "none", model::kAllViews[below(4)]);
  setting.decide = rng.coin() ? model::Decide::kAny : model::Decide::kLast;
  for (int words = 1 + below(3); words > 0; --words) {
    const auto word = rng.below(model::kFaultWords);
    setting.faults.numbers[word] = std::min(1 + below(2), setting.processes);
  }
  return setting;
}

TEST(TraceFile, IsReadBackForRandomExecutionsOfEverySetting) {
  base::Rng rng(7, "trace files");
  std::array<int, model::kFaultWords> seen{};
  int undefined = 0;
  for (int i = 0; i < 400; ++i) {
    const model::Problem problem =
        problem_of(rng.coin() ? "consensus" : "atomic-commit", random_setting(rng));
    for (std::size_t word = 0; word < model::kFaultWords; ++word)
      seen[word] += problem.setting().faults.numbers[word];
    const auto any_state = [&](int round, int, const model::Received&) {
      return static_cast<model::State>(
          rng.below(static_cast<std::uint64_t>(problem.setting().alphabet(round))));
    };
    const model::Machine machine =
        rng.coin() ? random_machine(problem.setting(), rng) : machine_by(problem.setting(), any_state);
    for (int j = 0; j < 10; ++j) {
      model::Scenario scenario = random_scenario(problem.setting(), rng);
      const model::Execution run = simulate(problem, machine, scenario);
      const std::string text = write_trace(problem, machine, scenario, {});
      const model::Scenario back = read_trace(text, "t.itf.json", problem, machine).scenario;
      if (run.missing) {  // the faults of later rounds are not part of the run
        ++undefined;
        for (std::size_t r = run.entries.size(); r < scenario.rounds.size(); ++r) scenario.rounds[r] = {};
      }
      ASSERT_EQ(back.initial, scenario.initial);
      ASSERT_EQ(back.rounds, scenario.rounds) << to_string(problem.setting().faults) << "\n" << text;
      for (int p = 0; p < problem.setting().processes; ++p) ASSERT_EQ(back.role(p), scenario.role(p)) << text;
      const model::Execution again = simulate(problem, machine, back);
      ASSERT_EQ(again.states, run.states);
      ASSERT_EQ(again.entries, run.entries);
      ASSERT_EQ(again.heard, run.heard);
      ASSERT_EQ(write_trace(problem, machine, back, {}), text);
    }
  }
  EXPECT_THAT(seen, testing::Each(testing::Gt(50))) << "every fault word comes up";
  EXPECT_GT(undefined, 100);
}

}  // namespace
}  // namespace ggms::files
