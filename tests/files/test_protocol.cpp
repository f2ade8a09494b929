// Tests protocol files: reading gives back what was written.

#include "files/protocol.h"

#include <algorithm>
#include <atomic>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "base/rng.h"
#include "base/stopped.h"
#include "files/json.h"
#include "files/tiny_protocol.h"
#include "model/fixtures.h"

namespace ggms::files {
namespace {

using nlohmann::json;
using testing::SizeIs;

Protocol read(const json& file) {
  return read_protocol(file.dump(), "m.json");
}

TEST(ProtocolFile, HasThisLayout) {
  model::Setting setting = model::setting_of(2, 1, 1, "crash=1");
  model::Machine machine(setting);
  machine.set({1, 0, machine.keys(1).encode(model::vector_of({1, 0}))}, 1);
  machine.set({1, 0, machine.keys(1).encode(model::vector_of({0, model::kLost}))}, 0);
  spec::Spec spec = spec::read_spec(kTinySpec, "agreement");
  const Protocol protocol{
      {spec, setting}, machine, Found{"exact", 7, "0.1.0", 0.25}, Verified{18'446'744'073'709'551'615U, 12}};
  EXPECT_EQ(write_protocol(protocol), fmt::format(R"({{
  "schema": "ggms/protocol/1",
  "spec": {{
    "name": "agreement",
    "text": {}
  }},
  "setting": {{
    "processes": 2,
    "rounds": 1,
    "states": 1,
    "faults": "crash=1",
    "view": "vector",
    "decide": "last"
  }},
  "initial": ["zero", "one"],
  "internal": ["a"],
  "decisions": ["zero", "one"],
  "transitions": [
    {{"round": 1, "received": ["zero", "lost"], "next": "zero"}},
    {{"round": 1, "received": ["one", "zero"], "next": "one"}}
  ],
  "found": {{
    "engine": "exact",
    "seed": 7,
    "version": "0.1.0",
    "seconds": 0.25
  }},
  "verified": {{
    "configurations": 18446744073709551615,
    "transitions": 12
  }}
}}
)",
                                                  json(kTinySpec).dump()));
}

TEST(ProtocolFile, SpellsVectorsInTheWordsOfTheView) {
  const auto transitions_of = [](const std::string& view) {
    const std::string text = write_protocol(read(tiny_protocol(view)));
    return json::parse(text)["transitions"];
  };
  EXPECT_EQ(transitions_of("vector"), json::parse(R"([
    {"round": 1, "received": ["zero", "lost"], "next": "a"},
    {"round": 2, "received": ["b", "a"], "next": "one"}
  ])"));
  EXPECT_EQ(transitions_of("vector+id"), json::parse(R"([
    {"round": 1, "process": 1, "received": ["zero", "lost"], "next": "a"},
    {"round": 2, "process": 2, "received": ["b", "a"], "next": "one"}
  ])"));
  EXPECT_EQ(transitions_of("counts"), json::parse(R"([
    {"round": 1, "received": {"zero": 1, "lost": 1}, "next": "a"},
    {"round": 2, "received": {"a": 1, "b": 1}, "next": "one"}
  ])"));
  EXPECT_EQ(transitions_of("counts+own"), json::parse(R"([
    {"round": 1, "own": "zero", "received": {"zero": 1, "lost": 1}, "next": "a"},
    {"round": 2, "own": "a", "received": {"a": 1, "b": 1}, "next": "one"}
  ])"));
}

TEST(ProtocolFile, ReadsAFileWrittenByHand) {
  const Protocol protocol = read(tiny_protocol());
  EXPECT_EQ(protocol.problem.setting(), model::setting_of(2, 2, 2, "crash=1"));
  EXPECT_EQ(protocol.problem.specification().name, "agreement");
  EXPECT_EQ(protocol.problem.specification().text, kTinySpec);
  EXPECT_FALSE(protocol.found);
  EXPECT_FALSE(protocol.verified);
  const model::Machine& machine = protocol.machine;
  EXPECT_THAT(machine.entries(), SizeIs(2));
  EXPECT_EQ(machine.next({1, 0, machine.keys(1).encode(model::vector_of({0, model::kLost}))}), 0);
  EXPECT_EQ(machine.next({2, 0, machine.keys(2).encode(model::vector_of({1, 0}))}), 1);
}

TEST(ProtocolFile, DoesNotCareForOrderOrSpaceOrExtraMembers) {
  json file = tiny_protocol();
  file["comment"] = {{"by", "hand"}};
  file["setting"]["comment"] = "small";
  file["transitions"][0]["comment"] = "why not";
  std::reverse(file["transitions"].begin(), file["transitions"].end());
  const std::string expected = write_protocol(read(tiny_protocol()));
  EXPECT_EQ(write_protocol(read_protocol(file.dump(7, '\t'), "m.json")), expected);
  // nlohmann sorts the keys; this text has the machine first and the schema last.
  std::string backwards = "{";
  for (auto it = file.rbegin(); it != file.rend(); ++it)
    backwards += json(it.key()).dump() + ":" + it->dump() + ",";
  backwards.back() = '}';
  EXPECT_EQ(write_protocol(read_protocol(backwards, "m.json")), expected);
}

TEST(ProtocolFile, CountsMayNameZeros) {
  json file = tiny_protocol("counts");
  file["transitions"][0]["received"]["one"] = 0;
  EXPECT_EQ(write_protocol(read(file)), write_protocol(read(tiny_protocol("counts"))));
}

TEST(ProtocolFile, KeepsHowItWasFoundAndWhatWasCounted) {
  json file = tiny_protocol();
  file["found"] = {
      {"engine", "ggms"}, {"seed", 18'446'744'073'709'551'615U}, {"version", "9"}, {"seconds", 0.1}};
  file["verified"] = {{"configurations", 95}, {"transitions", 512}};
  const Protocol protocol = read(json::parse(write_protocol(read(file))));
  ASSERT_TRUE(protocol.found);
  EXPECT_EQ(protocol.found->engine, "ggms");
  EXPECT_EQ(protocol.found->seed, 18'446'744'073'709'551'615U);
  EXPECT_EQ(protocol.found->version, "9");
  EXPECT_EQ(protocol.found->seconds, 0.1);
  ASSERT_TRUE(protocol.verified);
  EXPECT_EQ(protocol.verified->configurations, 95U);
  EXPECT_EQ(protocol.verified->transitions, 512U);
}

TEST(ProtocolFile, LeavesOutEntriesThatNoProcessCanNeed) {
  for (const model::View view : model::kAllViews) {
    const model::Setting setting = setting_of(3, 2, 2, "crash=1", view);
    model::Machine machine(setting);
    for (int round = 1; round <= 2; ++round) {
      const model::Keys& keys = machine.keys(round);
      for (int slot = 0; slot < keys.slots(); ++slot) {
        for (std::uint64_t key = 0; key < keys.span(); ++key) machine.set({round, slot, key}, 0);
      }
    }
    const Protocol full{problem_of("consensus", setting), machine, {}, {}};
    const Protocol back = read_protocol(write_protocol(full), "m.json");
    const model::Machine needed =
        machine_by(setting, [](int, int, const model::Received&) { return model::State{0}; });
    EXPECT_EQ(back.machine.entries(), needed.entries()) << to_string(view);
  }
}

TEST(ProtocolFile, IsReadBackAndWrittenTheSameForRandomMachinesInEveryView) {
  base::Rng rng(7, "protocol");
  const char* const specs[] = {"consensus", "atomic-commit", "k-set-agreement"};
  for (int i = 0; i < 60; ++i) {
    const int processes = 1 + static_cast<int>(rng.below(4));
    const model::Setting wanted =
        model::setting_of(processes, 1 + static_cast<int>(rng.below(3)), 1 + static_cast<int>(rng.below(3)),
                          processes > 1 ? "crash=1" : "none", model::kAllViews[rng.below(4)]);
    const model::Problem problem = problem_of(specs[rng.below(3)], wanted);
    const Protocol protocol{problem, random_machine(problem.setting(), rng), {}, {}};
    const std::string text = write_protocol(protocol);
    const Protocol back = read_protocol(text, "m.json");
    EXPECT_EQ(back.machine.entries(), protocol.machine.entries());
    EXPECT_EQ(back.problem.setting(), problem.setting());
    EXPECT_EQ(back.problem.specification().text, problem.specification().text);
    EXPECT_EQ(write_protocol(back), text);
  }
}

TEST(ProtocolFile, CanBeLarge) {
  const model::Setting setting = model::setting_of(9, 2, 2, "crash=8");
  const Protocol protocol{model::problem_of("consensus", setting), model::floodset(setting), {}, {}};
  const std::string text = write_protocol(protocol);
  EXPECT_EQ(read_protocol(text, "m.json").machine.entries(), protocol.machine.entries());
}

TEST(ProtocolFile, IsReadTheSameHoweverLongItsTextIs) {
  const std::string text = write_protocol(read(tiny_protocol()));
  const std::string padding(std::size_t{5} << 20U, ' ');  // more than the reader keeps at once
  EXPECT_EQ(write_protocol(read_protocol(padding + text, "m.json")), text);
  json twice = json::parse(text);
  const std::size_t size = twice["transitions"].size();
  twice["transitions"].push_back(twice["transitions"][1]);
  twice["transitions"].push_back(5);
  const auto error = [](const std::string& file) {
    return model::error_of([&] { read_protocol(file, "m.json"); });
  };
  EXPECT_EQ(error(twice.dump()),
            fmt::format("m.json: transitions[{}]: repeats transitions[1]; there can be one only", size));
  EXPECT_EQ(error(padding + twice.dump()), error(twice.dump()));
  for (const char* member : {"transitions", "setting", "initial"}) {
    json wrong = json::parse(text);
    wrong[member] = 7;
    EXPECT_NE(error(wrong.dump()), "");
    EXPECT_EQ(error(padding + wrong.dump()), error(wrong.dump()));
    wrong.erase(member);
    EXPECT_EQ(error(padding + wrong.dump()), error(wrong.dump()));
  }
}

TEST(ProtocolFile, IsNeitherWrittenNorReadAfterAStop) {
  const std::atomic<bool> interrupted = true;
  base::Stop stop(0, 0, &interrupted);
  const model::Setting setting = model::setting_of(9, 2, 2, "crash=8");
  const Protocol protocol{model::problem_of("consensus", setting), model::floodset(setting), {}, {}};
  const std::string text = write_protocol(protocol);
  EXPECT_THROW(write_protocol(protocol, stop), base::Stopped);
  EXPECT_THROW(read_protocol(text, "m.json", stop), base::Stopped);
  EXPECT_THROW(protocol.machine.entries(stop), base::Stopped);
  base::Stop never;
  EXPECT_EQ(write_protocol(read_protocol(text, "m.json", never), never), text);
}

TEST(LongJson, HandsOutTheItemsOfOneListAndKeepsNull) {
  const json file = {
      {"a", {{"list", {1, 2}}}},
      {"list", {{{"list", {7, json::object()}}}, 5, json::array({json::array()}), "x", nullptr}},
      {"z", {3, {{"list", {4}}}}}};
  json items = json::array();
  base::Stop never;
  const auto visit = [&](const Json& value, std::size_t index) {
    EXPECT_EQ(index, items.size());
    items.push_back(value);
  };
  json without = file;
  without["list"] = {nullptr, nullptr, nullptr, nullptr, nullptr};
  EXPECT_EQ(parse_json_around(file.dump(), "f", "list", visit, never), without);
  EXPECT_EQ(items, file["list"]);
  items.clear();
  for (const char* text : {"[[1], 2]", "{\"list\": {\"list\": [1]}}", "{\"list\": 1, \"other\": [1]}"})
    EXPECT_EQ(parse_json_around(text, "f", "list", visit, never), json::parse(text));
  EXPECT_TRUE(items.empty()) << "a list that is not a member of the top object gives no items";
}

TEST(LongJson, StopsBetweenItems) {
  std::atomic<bool> interrupted = false;
  base::Stop stop(0, 0, &interrupted);
  const json file = {{"list", std::vector<int>(20000, 1)}};
  std::size_t visited = 0;
  const auto visit = [&](const Json&, std::size_t index) {
    visited = index + 1;
    if (visited == 100) interrupted = true;
  };
  EXPECT_THROW(parse_json_around(file.dump(), "f", "list", visit, stop), base::Stopped);
  EXPECT_GE(visited, 100U);
  EXPECT_LT(visited, 10000U);
}

TEST(LongJson, SaysWhereAnItemIsWrong) {
  base::Stop never;
  const auto error = [&](const std::string& text) {
    return model::error_of(
        [&] { parse_json_around(text, "f", "list", [](const Json&, std::size_t) {}, never); });
  };
  EXPECT_EQ(error(R"({"list": [1, {"a": {"b": 1, "b": 2}}]})"), "f: list[1].a: the key \"b\" is given twice");
  EXPECT_THAT(error("{\"list\": [1,\n 2,]}"), testing::HasSubstr("f:2:"));
}

TEST(ProtocolFile, MayAskForManyEmptyTables) {
  json file = tiny_protocol("vector+id");
  file["setting"]["processes"] = 12;
  file["setting"]["rounds"] = 1000;  // 12,000 tables of up to 3^12 entries
  file["transitions"] = json::array();
  EXPECT_EQ(read(file).problem.setting().rounds, 1000);
}

}  // namespace
}  // namespace ggms::files
