// Tests wrong trace files: each is refused in one line that names the place, and a file with random changes
// is never taken for another run.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.h"
#include "base/rng.h"
#include "files/json.h"
#include "files/trace_file.h"
#include "model/fixtures.h"
#include "model/random_scenario.h"

namespace ggms::files {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class TraceErrors : public testing::Test {
 protected:
  TraceErrors() : text_(write_trace(problem_, machine_, scenario_, {})), file_(Json::parse(text_)) {}

  std::string error_in(const std::string& text) const {
    return model::error_of([&] { read_trace(text, "t.itf.json", problem_, machine_); });
  }
  /// The error if the value at this place is another one.
  std::string error_with(const std::string& place, const std::string& value) const {
    Json file = file_;
    file[Json::json_pointer(place)] = Json::parse(value);
    return error_in(file.dump());
  }
  std::string error_without(const std::string& parent, const std::string& key) const {
    Json file = file_;
    EXPECT_EQ(file.at(Json::json_pointer(parent)).erase(key), 1U);
    return error_in(file.dump());
  }

  const model::Problem problem_ =
      model::problem_of("consensus", model::setting_of(3, 2, 2, "crash=1,byzantine=1"));
  const model::Machine machine_ = floodset(problem_.setting());
  // p1 crashes in round 1 and reaches p2 only where it counts, p3 lies.
  const model::Scenario scenario_ =
      model::with_role(model::scenario_of({0, 1, 1}, {{.crashing = {0}, .losses = {}, .forged = {{1, 2, 1}}},
                                                      {.crashing = {}, .losses = {{1, 2}}}}),
                       3, "byzantine");
  const std::string text_;
  const Json file_;
};

TEST_F(TraceErrors, OfFilesThatAreNotTraces) {
  EXPECT_EQ(error_in(text_), "");
  EXPECT_THAT(error_in(text_.substr(0, text_.size() / 2)), StartsWith("t.itf.json:"));
  EXPECT_EQ(error_in("[]"), "t.itf.json: expected an object, found a list");
  EXPECT_EQ(error_without("", "vars"), "t.itf.json: \"vars\" is missing");
  EXPECT_EQ(error_without("", "states"), "t.itf.json: \"states\" is missing");
  EXPECT_EQ(error_without("", "#meta"), "") << "a tool's remarks about a trace are not part of it";
  EXPECT_EQ(error_without("/states/1", "lost"), "t.itf.json: states[1]: \"lost\" is missing");
  EXPECT_EQ(error_with("/states", "[]"), "t.itf.json: states: expected 1 to 3 states, found 0");
  EXPECT_EQ(error_with("/#meta/violated", "3"),
            "t.itf.json: [\"#meta\"].violated: expected a string, found 3");
  EXPECT_THAT(error_with("/loop", "1"), StartsWith("t.itf.json: unknown member \"loop\""));
}

TEST_F(TraceErrors, OfForeignVariables) {
  EXPECT_THAT(error_with("/vars/3", "\"clock\""),
              StartsWith("t.itf.json: vars[3]: unknown variable \"clock\": expected \"round\", "));
  EXPECT_EQ(error_with("/vars/3", "\"round\""), "t.itf.json: vars[3]: it is listed twice");
  EXPECT_THAT(error_with("/vars", R"(["round"])"),
              StartsWith("t.itf.json: vars: the variable \"initial\" is missing"));
  EXPECT_THAT(error_with("/states/2/clock", "1"),
              StartsWith("t.itf.json: states[2]: unknown variable \"clock\""));
}

TEST_F(TraceErrors, OfValuesOfTheWrongType) {
  EXPECT_EQ(error_with("/states/1/round", "1"), "t.itf.json: states[1].round: expected an object, found 1");
  EXPECT_THAT(error_with("/states/1/round", R"({"#bigint": "7"})"),
              StartsWith("t.itf.json: states[1].round[\"#bigint\"]: expected a whole number from 0 to 2"));
  EXPECT_THAT(
      error_with("/states/1/crashed/#map/0/0", R"({"#bigint": "4"})"),
      StartsWith("t.itf.json: states[1].crashed[\"#map\"][0][0][\"#bigint\"]: expected a whole number "
                 "from 1 to 3 as a string, found \"4\""));
  EXPECT_EQ(error_with("/states/1/split", R"({"#map": []})"),
            "t.itf.json: states[1].split: \"#set\" is missing");
  EXPECT_EQ(error_with("/states/1/lost", R"({"#set": [{"#tup": [{"#bigint": "1"}]}]})"),
            "t.itf.json: states[1].lost[\"#set\"][0][\"#tup\"]: expected two items");
  EXPECT_EQ(error_with("/states/1/split", R"({"#set": [], "#map": []})"),
            "t.itf.json: states[1].split: expected an object with \"#set\" only");
  EXPECT_EQ(error_with("/states/1/split", R"({"#set": [{"#bigint": "1"}, {"#bigint": "1"}]})"),
            "t.itf.json: states[1].split[\"#set\"][1]: it is listed twice");
  EXPECT_EQ(
      error_with("/states/1/crashed/#map", R"([[{"#bigint": "1"}, "crash"], [{"#bigint": "1"}, "crash"]])"),
      "t.itf.json: states[1].crashed[\"#map\"][1]: its key is listed twice");
}

TEST_F(TraceErrors, OfImpossibleFaults) {
  EXPECT_THAT(error_with("/states/0/initial/#map/0/1", "\"two\""),
              StartsWith("t.itf.json: states[0].initial: \"two\" is not a state of that round"));
  EXPECT_THAT(error_with("/states/0/initial/#map", "[]"),
              StartsWith("t.itf.json: states[0].initial: it has 0 values"));
  EXPECT_THAT(error_with("/states/0/picked/#map/0/1", "\"crash\""),
              StartsWith("t.itf.json: states[0].picked: \"crash\" picks no process"));
  EXPECT_THAT(error_with("/states/1/crashed/#map/0/1", "\"omission\""),
              StartsWith("t.itf.json: states[1].crashed: no process crashes by \"omission\""));
  EXPECT_THAT(error_with("/states/1/forged/#map/0/1", "\"a\""),
              StartsWith("t.itf.json: states[1].forged: \"a\" is not a state of that round"));
  EXPECT_THAT(
      error_with("/states/2/crashed/#map", R"([[{"#bigint": "1"}, "crash"], [{"#bigint": "2"}, "crash"]])"),
      HasSubstr("2 processes fail by 'crash'"));
  EXPECT_THAT(error_with("/states/2/crashed/#map", R"([[{"#bigint": "3"}, "crash"]])"),
              HasSubstr("process 3 sends what it likes, so it can't crash"));
}

TEST_F(TraceErrors, OfStatesThatTheMachineWouldNotTake) {
  EXPECT_EQ(error_with("/states/1/state/#map/0/1", "\"b\""),
            "t.itf.json: states[1].state[2] is \"b\", but is \"a\" when this protocol runs with the trace's "
            "faults");
  EXPECT_EQ(
      error_with("/states/2/decided/#map", "[]"),
      "t.itf.json: states[2].decided[2] is missing, but is \"zero\" when this protocol runs with the trace's "
      "faults");
  EXPECT_EQ(
      error_with("/states/1/undefined/#set", R"([{"#bigint": "2"}])"),
      "t.itf.json: states[1].undefined[2] is a member, but is not there when this protocol runs with the "
      "trace's faults");
  EXPECT_THAT(error_with("/states/1/received/#map/0/1/#map/2/1", "\"lost\""),
              StartsWith("t.itf.json: states[1].received[2][3] is \"lost\", but is \"one\""));
  EXPECT_THAT(error_with("/states/2/round", R"({"#bigint": "1"})"),
              StartsWith("t.itf.json: states[2].round is 1, but is 2"));
  EXPECT_THAT(error_with("/states/1/initial/#map/1/1", "\"zero\""),
              StartsWith("t.itf.json: states[1].initial[2] is \"zero\", but is \"one\""));
  EXPECT_THAT(error_with("/states/2/crashed/#map", "[]"),
              StartsWith("t.itf.json: states[2].crashed[1] is missing, but is \"crash\""));
  Json shorter = file_;
  shorter["states"].erase(2);
  EXPECT_THAT(error_in(shorter.dump()),
              HasSubstr("states: these are 2, but a run of this protocol with the"));
}

/// Every place of a JSON value.
void collect(const Json& value, const Json::json_pointer& place, std::vector<Json::json_pointer>& places) {
  places.push_back(place);
  if (value.is_object()) {
    for (const auto& [key, item] : value.items()) collect(item, place / key, places);
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) collect(value[i], place / i, places);
  }
}

/// Replaces, doubles or drops a value.
void change(Json& file, base::Rng& rng) {
  std::vector<Json::json_pointer> places;
  collect(file, Json::json_pointer(), places);
  const auto any = [&]() -> Json& { return file.at(places[rng.below(places.size())]); };
  const Json other = any();
  Json& target = any();
  if (target.is_array() && !target.empty() && rng.coin()) {
    if (rng.coin()) {
      target.push_back(target[rng.below(target.size())]);
    } else {
      target.erase(rng.below(target.size()));
    }
  } else if (target.is_string() && rng.coin()) {
    constexpr const char* kWords[] = {"1", "2", "3", "0", "-1", "one", "zero", "a", "b", "lost", "crash", ""};
    target = kWords[rng.below(std::size(kWords))];
  } else {
    target = other;
  }
}

TEST(TraceFileChangedAtRandom, IsRefusedWithAPlaceOrStillTellsTheSameRun) {
  base::Rng rng(11, "changed traces");
  int accepted = 0;
  for (const std::string faults :
       {"crash=1", "byzantine=1", "partition=1,loss=1", "crash-late=1,omission=1"}) {
    const model::Problem problem = model::problem_of("consensus", model::setting_of(3, 2, 2, faults));
    const model::Machine machine = floodset(problem.setting());
    for (int i = 0; i < 800; ++i) {
      const model::Scenario scenario = random_scenario(problem.setting(), rng);
      Json file = Json::parse(write_trace(problem, machine, scenario, {}));
      change(file, rng);
      try {
        const model::Scenario back = read_trace(file.dump(), "t.itf.json", problem, machine).scenario;
        ++accepted;
        // A change at one place never describes another run, because several variables or states contain each
        // fact.
        ASSERT_EQ(back.initial, scenario.initial);
        ASSERT_EQ(back.rounds, scenario.rounds) << file.dump();
        for (int p = 0; p < 3; ++p) ASSERT_EQ(back.role(p), scenario.role(p));
      } catch (const base::Error& error) {
        const std::string message = error.what();
        ASSERT_THAT(message, StartsWith("t.itf.json"));
        ASSERT_EQ(message.find('\n'), std::string::npos) << message;
      }
    }
  }
  EXPECT_GT(accepted, 100) << "meta data and order can change";
}

TEST(TraceFileChangedAtRandom, IsRefusedWhereItsTextIsCutOrDamaged) {
  base::Rng rng(12, "damaged traces");
  const model::Problem problem = model::problem_of("consensus", model::setting_of(2, 1, 1, "crash=1"));
  const model::Machine machine = floodset(problem.setting());
  const std::string text =
      write_trace(problem, machine, model::scenario_of({0, 1}, {{{1}, {}}}), "agreement");
  const auto error_in = [&](const std::string& damaged) {
    return model::error_of([&] { read_trace(damaged, "t.itf.json", problem, machine); });
  };
  for (std::size_t size = 0; size + 2 < text.size(); ++size)
    ASSERT_THAT(error_in(text.substr(0, size)), StartsWith("t.itf.json:")) << size;
  for (int i = 0; i < 3000; ++i) {
    std::string damaged = text;
    damaged[rng.below(damaged.size())] = static_cast<char>(rng.below(256));
    const std::string error = error_in(damaged);
    ASSERT_TRUE(error.empty() || error.starts_with("t.itf.json")) << error;
    ASSERT_EQ(error.find('\n'), std::string::npos) << error;
  }
}

}  // namespace
}  // namespace ggms::files
