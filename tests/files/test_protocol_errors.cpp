// Tests errors in protocol files: each is one line that names the place.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "files/protocol.h"
#include "files/tiny_protocol.h"
#include "model/fixtures.h"

namespace ggms::files {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;

std::string error_in(const std::string& text) {
  return model::error_of([&] { read_protocol(text, "m.json"); });
}

/// A change to the tiny file, and the message that it leads to.
struct Mistake {
  const char* view;
  const char* pointer;  // JSON pointer to the replaced value
  const char* value;    // the JSON text in its place; nullptr: the value is removed
  const char* message;
};

TEST(ProtocolErrors, SaysWhatIsWrongAndWhere) {
  const Mistake mistakes[] = {
      {"vector", "/schema", nullptr, "m.json: \"schema\" is missing"},
      {"vector", "/schema", "\"ggms/protocol/2\"",
       "m.json: schema: expected \"ggms/protocol/1\", found \"ggms/protocol/2\""},
      {"vector", "/schema", "1", "m.json: schema: expected a string, found 1"},
      {"vector", "/spec", nullptr, "m.json: \"spec\" is missing"},
      {"vector", "/spec", "\"consensus.smt2\"", "m.json: spec: expected an object, found \"consensus.smt2\""},
      {"vector", "/spec/text", nullptr, "m.json: spec: \"text\" is missing"},
      {"vector", "/spec/name", "\"a/b\"",
       "m.json: spec.name: expected a name such as \"consensus\", without slashes"},
      {"vector", "/spec/text", "\"(set-logic ALL)\\n  (foo)\"", "m.json: spec agreement:2:"},
      {"vector", "/spec/text", "\"(declare-sort Process 0) (declare-datatypes ((B 0)) (((lost))))\"",
       "m.json: spec agreement:1:"},
      {"vector", "/setting", "[]", "m.json: setting: expected an object, found a list"},
      {"vector", "/setting/rounds", nullptr, "m.json: setting: \"rounds\" is missing"},
      {"vector", "/setting/rounds", "2.0",
       "m.json: setting.rounds: expected a whole number from 0 to 2147483647, found 2.0"},
      {"vector", "/setting/rounds", "0", "m.json: setting.rounds: must be from 1 to 1000, but is 0"},
      {"vector", "/setting/rounds", "-1", "m.json: setting.rounds: expected a whole number"},
      {"vector", "/setting/rounds", "1e30", "m.json: setting.rounds: expected a whole number"},
      {"vector", "/setting/rounds", "18446744073709551615",
       "m.json: setting.rounds: expected a whole number"},
      {"vector", "/setting/rounds", "99999999999999999999999",
       "m.json: setting.rounds: expected a whole number"},
      {"vector", "/setting/rounds", "true",
       "m.json: setting.rounds: expected a whole number from 0 to 2147483647, found a truth value"},
      {"vector", "/setting/processes", "1001",
       "m.json: setting.processes: must be from 1 to 1000, but is 1001"},
      {"vector", "/setting/processes", "60", "m.json: setting: the setting is too large"},
      {"vector", "/setting/processes", "3",
       "m.json: transitions[0].received: it has 2 items, but there are 3 processes"},
      {"vector", "/setting/states", "3", "m.json: internal: it lists 2 names, but setting.states is 3"},
      {"vector", "/setting/faults", "\"crush=1\"",
       "m.json: setting.faults: unknown fault 'crush=1' (did you mean crash?); known are crash=F"},
      {"vector", "/setting/faults", "\"crash=3\"",
       "m.json: setting.faults: crash=3 lets more than all 2 processes fail"},
      {"vector", "/setting/view", "\"sideways\"",
       "m.json: setting.view: unknown view 'sideways'; known are vector, vector+id"},
      {"vector", "/setting/view", "\"vec\\ntor\"",
       "m.json: setting.view: \"vec?tor\" is too long, or has control characters such as line breaks"},
      {"vector", "/spec/name", "\"a\\rb\"",
       "m.json: spec.name: \"a?b\" is too long, or has control characters such as line breaks"},
      {"vector", "/setting/decide", "\"never\"",
       "m.json: setting.decide: unknown word 'never'; known are last, any"},
      {"vector", "/initial", "[\"one\", \"zero\"]",
       "m.json: initial: the specification's initial values are, in this order: \"zero\", \"one\""},
      {"vector", "/initial", "[]",
       "m.json: setting: the number of initial values must be from 1 to 30, but is 0"},
      {"vector", "/decisions", "[\"zero\", \"one\", \"two\"]",
       "m.json: decisions: the specification's decisions are, in this order: \"zero\", \"one\""},
      {"vector", "/internal", "[\"a\", \"a\"]", "m.json: internal[1]: \"a\" is listed twice"},
      {"vector", "/internal", "[\"low\", \"\"]", "m.json: internal[1]: a name can't be empty"},
      {"vector", "/internal", "[\"low\", \"lost\"]",
       "m.json: internal[1]: \"lost\" stands for a message that did not arrive; a state needs another name"},
      {"vector", "/internal", "[\"low\", \"x\\ny\"]",
       "m.json: internal[1]: a name can't have control characters such as line breaks"},
      {"vector", "/internal/1", "2", "m.json: internal[1]: expected a string, found 2"},
      {"vector", "/transitions", nullptr, "m.json: \"transitions\" is missing"},
      {"vector", "/transitions", "{}", "m.json: transitions: expected a list, found an object"},
      {"vector", "/transitions/1", "7", "m.json: transitions[1]: expected an object, found 7"},
      {"vector", "/transitions/1/round", "3",
       "m.json: transitions[1].round: expected a whole number from 1 to 2, found 3"},
      {"vector", "/transitions/1/round", "0",
       "m.json: transitions[1].round: expected a whole number from 1 to 2, found 0"},
      {"vector", "/transitions/1/round", nullptr, "m.json: transitions[1]: \"round\" is missing"},
      {"vector", "/transitions/1/next", nullptr, "m.json: transitions[1]: \"next\" is missing"},
      {"vector", "/transitions/1/next", "\"lost\"",
       "m.json: transitions[1].next: \"lost\" is not a decision: expected \"zero\", \"one\""},
      {"vector", "/transitions/0/next", "\"a\"",
       "m.json: transitions[0].next: \"a\" is not an internal state: expected \"low\", \"high\""},
      {"vector", "/transitions/0/received", nullptr, "m.json: transitions[0]: \"received\" is missing"},
      {"vector", "/transitions/0/received", "{\"zero\": 2}",
       "m.json: transitions[0].received: expected a list, found an object"},
      {"vector", "/transitions/0/received/0", "\"two\"",
       "m.json: transitions[0].received[0]: \"two\" is not an initial value: expected \"zero\", \"one\""},
      {"vector", "/transitions/0/received/1", "null",
       "m.json: transitions[0].received[1]: expected a string, found null"},
      {"vector", "/transitions/0/received/0", "\"lost\"",
       "m.json: transitions[0].received: a process always receives its own message, so not all can be lost"},
      {"vector", "/transitions/0/process", "1",
       "m.json: transitions[0].process: transitions of the vector view don't have this; it belongs to the "
       "vector+id view"},
      {"vector", "/transitions/0/own", "\"zero\"",
       "m.json: transitions[0].own: transitions of the vector view don't have this; it belongs to the "
       "counts+own view"},
      {"vector", "/transitions/1", "{\"round\": 1, \"received\": [\"zero\", \"lost\"], \"next\": \"low\"}",
       "m.json: transitions[1]: repeats transitions[0]; there can be one only"},
      {"vector", "/transitions/1", "{\"round\": 1, \"received\": [\"zero\", \"lost\"], \"next\": \"high\"}",
       "m.json: transitions[1]: contradicts transitions[0]; there can be one only"},
      {"vector", "/found", "1", "m.json: found: expected an object, found 1"},
      {"vector", "/found", "{\"seed\": -1}",
       "m.json: found.seed: expected a whole number from 0 to 2^64-1, found -1"},
      {"vector", "/verified", "{\"configurations\": 5}", "m.json: verified: \"transitions\" is missing"},
      {"vector+id", "/transitions/0/process", nullptr, "m.json: transitions[0]: \"process\" is missing"},
      {"vector+id", "/transitions/0/process", "3",
       "m.json: transitions[0].process: expected a whole number from 1 to 2, found 3"},
      {"vector+id", "/transitions/0/process", "2",
       "m.json: transitions[0].received: process 2 always receives its own message, so item 1 can't be lost"},
      {"counts", "/transitions/0/received", "[\"zero\", \"lost\"]",
       "m.json: transitions[0].received: expected an object, found a list"},
      {"counts", "/transitions/0/received/two", "1",
       "m.json: transitions[0].received: \"two\" is not an initial value: expected \"zero\", \"one\""},
      {"counts", "/transitions/0/received/zero", "3",
       "m.json: transitions[0].received.zero: expected a whole number from 0 to 2, found 3"},
      {"counts", "/transitions/0/received/lost", nullptr,
       "m.json: transitions[0].received: the counts add up to 1, but there are 2 processes"},
      {"counts", "/transitions/0/received", "{\"lost\": 2}",
       "m.json: transitions[0].received: a process always receives its own message, so not all can be lost"},
      {"counts+own", "/transitions/0/own", nullptr, "m.json: transitions[0]: \"own\" is missing"},
      {"counts+own", "/transitions/0/own", "\"lost\"",
       "m.json: transitions[0].own: \"lost\" is not an initial value: expected \"zero\", \"one\""},
      {"counts+own", "/transitions/0/own", "\"one\"",
       "m.json: transitions[0].received: a process always receives its own message, so its own state must be "
       "counted"},
  };
  for (const Mistake& mistake : mistakes) {
    json file = tiny_protocol(mistake.view);
    const json::json_pointer pointer(mistake.pointer);
    if (mistake.value != nullptr) {
      file[pointer] = json::parse(mistake.value);
    } else {
      file[pointer.parent_pointer()].erase(pointer.back());
    }
    EXPECT_THAT(error_in(file.dump()), AllOf(StartsWith(mistake.message), Not(HasSubstr("\n"))))
        << mistake.pointer << " " << (mistake.value != nullptr ? mistake.value : "taken out");
  }
}

TEST(ProtocolErrors, SaysWhichProcessTheSpecificationNamesInVain) {
  json file = tiny_protocol();
  file["spec"]["text"] = std::string(kTinySpec) + "(declare-const p3 Process)\n" +
                         "(assert (! (not (decides p3 one)) :named third))\n";
  EXPECT_THAT(error_in(file.dump()), AllOf(StartsWith("m.json: spec agreement:8:"), HasSubstr("p3")));
}

TEST(ProtocolErrors, GiveLineAndColumnOfInvalidJson) {
  EXPECT_THAT(error_in(""), StartsWith("m.json:1:1: not valid JSON: syntax error while parsing value"));
  EXPECT_THAT(error_in("{\n  \"schema\": nul\n}"), StartsWith("m.json:2:16: not valid JSON: "));
  EXPECT_THAT(error_in("{\n\n\"a\": 1,\n}"), StartsWith("m.json:4:1: not valid JSON: "));
  EXPECT_THAT(error_in("{\"a\": NaN}"), StartsWith("m.json:1:7: not valid JSON: "));
  EXPECT_THAT(error_in("{\"a\": 1e999}"), AllOf(StartsWith("m.json:1:"), HasSubstr("number overflow")));
  EXPECT_THAT(error_in("{} trailing"), StartsWith("m.json:1:6: not valid JSON: "));
  EXPECT_THAT(error_in("{\"a\": \"\xff\"}"), StartsWith("m.json:1:8: not valid JSON: "));
  EXPECT_EQ(error_in("[]"), "m.json: expected an object, found a list");
  const std::string whole = tiny_protocol().dump(2);
  for (std::size_t size = 0; size < whole.size(); size += 13) {
    EXPECT_THAT(error_in(whole.substr(0, size)), AllOf(HasSubstr(": not valid JSON: "), Not(HasSubstr("\n"))))
        << size;
  }
}

TEST(ProtocolErrors, ErrorsStayShort) {
  constexpr std::size_t kLong = 100'000;
  constexpr std::size_t kShort = 400;
  json file = tiny_protocol();
  file["transitions"][0]["next"] = std::string(kLong, 'x');
  EXPECT_THAT(error_in(file.dump()), AllOf(HasSubstr("xxx...\" is not"), SizeIs(testing::Lt(kShort))));
  EXPECT_THAT(error_in("{\"" + std::string(kLong, 'x')), SizeIs(testing::Lt(kShort)));
  EXPECT_THAT(error_in("{\"" + std::string(kLong, 'x') + "\": 1, \"" + std::string(kLong, 'x') + "\": 2}"),
              SizeIs(testing::Lt(kShort)));
}

TEST(ProtocolErrors, WithAKeyGivenTwiceIsAnError) {
  EXPECT_EQ(error_in(R"({"schema": "ggms/protocol/1", "schema": "ggms/protocol/1"})"),
            "m.json: the key \"schema\" is given twice");
  EXPECT_EQ(error_in(R"({"transitions": [{}, {"round": 1, "received": [], "round": 2}]})"),
            "m.json: transitions[1]: the key \"round\" is given twice");
}

TEST(ProtocolErrors, WithDeepNestingIsAnError) {
  constexpr std::size_t kDeep = 1'000'000;
  EXPECT_THAT(error_in(std::string(kDeep, '[')), HasSubstr("nested more than 32 deep"));
  std::string objects;
  for (std::size_t i = 0; i < kDeep; ++i) objects += "{\"a\":";
  EXPECT_THAT(error_in(objects), HasSubstr("nested more than 32 deep"));
}

}  // namespace
}  // namespace ggms::files
