// Tests that the examples of docs/files.md are real: its protocol is right, and ggms prints its scenario and
// its errors.

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "files/protocol.h"
#include "files/scenario.h"
#include "files/trace_file.h"
#include "model/fixtures.h"
#include "spec/outcome.h"

namespace ggms::files {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

std::string contents_of(const std::string& path) {
  std::ifstream file(std::string(GGMS_SOURCE_DIR) + "/" + path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

/// The code blocks of docs/files.md with this heading.
std::vector<std::string> blocks_of_the_manual(const std::string& heading) {
  std::istringstream lines(contents_of("docs/files.md"));
  std::vector<std::string> blocks;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("```")) {
      inside = !inside && line == "```" + heading;
      if (inside) blocks.emplace_back();
    } else if (inside) {
      blocks.back() += line + "\n";
    }
  }
  return blocks;
}

TEST(Manual, ProtocolIsRightInEveryScenario) {
  const auto blocks = blocks_of_the_manual("json protocol");
  ASSERT_THAT(blocks, SizeIs(1));
  const Protocol protocol = read_protocol(blocks[0], "pair.json");
  const spec::Spec& spec = protocol.problem.specification();
  ASSERT_THAT(spec.properties, SizeIs(2));
  std::vector<model::Scenario> scenarios;
  for (int values = 0; values < 4; ++values) {
    const std::vector<int> initial{values / 2, values % 2};
    scenarios.push_back(model::scenario_of(initial, {{}, {}}));
    for (int crash = 0; crash < 8;
         ++crash) {  // the crashing process, the round, and whether the other process hears it
      model::Scenario scenario = model::scenario_of(initial, {{}, {}});
      model::RoundFaults& faults = scenario.rounds[static_cast<std::size_t>(crash % 2)];
      const int who = crash / 2 % 2;
      faults.crashing = {who};
      if (crash >= 4) faults.losses = {{1 - who, who}};
      scenarios.push_back(scenario);
    }
  }
  std::vector<model::Entry> used;
  for (const model::Scenario& scenario : scenarios) {
    validate(scenario, protocol.problem.setting());
    const model::Execution run = simulate(protocol.problem, protocol.machine, scenario);
    ASSERT_FALSE(run.missing);
    for (const auto& property : spec.properties) {
      EXPECT_TRUE(spec::evaluate(spec.formulas, property.formula, run.outcome)) << property.name;
    }
    for (const auto& round : run.entries) {
      std::copy_if(round.begin(), round.end(), std::back_inserter(used),
                   [](const model::Entry& e) { return e.round > 0; });
    }
  }
  std::sort(used.begin(), used.end());
  used.erase(std::unique(used.begin(), used.end()), used.end());
  EXPECT_THAT(used, SizeIs(protocol.machine.entries().size()));  // every line of it is needed
}

TEST(Manual, ErrorsAreReal) {
  const std::string good = blocks_of_the_manual("json protocol").at(0);
  const auto changed = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return model::error_of([&] { read_protocol(text.replace(at, from.size(), to), "pair.json"); });
  };
  const std::string manual = contents_of("docs/files.md");
  for (const std::string& error :
       {changed("\"decisions\": [\"zero\", \"one\"],", "\"decisions\": [\"zero\", \"one\"]"),
        changed("[\"zero\", \"zero\"]", "[\"zero\", \"two\"]"),
        changed("(decides p zero)", "(decide p zero)")}) {
    EXPECT_NE(manual.find("\n" + error + "\n"), std::string::npos) << error;
  }
}

TEST(Manual, ScenarioIsReal) {
  const auto protocols = blocks_of_the_manual("json protocol");
  const auto scenarios = blocks_of_the_manual("json scenario");
  ASSERT_THAT(scenarios, SizeIs(1));
  const Protocol protocol = read_protocol(protocols.at(0), "pair.json");
  const model::Scenario scenario = read_scenario(scenarios[0], "s.json", protocol.problem);
  EXPECT_EQ(write_scenario(scenario, protocol.problem), scenarios[0]);
  EXPECT_THAT(simulate(protocol.problem, protocol.machine, scenario).states.back(),
              ElementsAre(model::Execution::kAbsent, 0));
}

TEST(Manual, TraceIsReal) {
  const Protocol protocol = read_protocol(blocks_of_the_manual("json protocol").at(0), "pair.json");
  const std::string trace =
      write_trace(protocol.problem, protocol.machine, model::scenario_of({1, 0}, {{{1}, {{0, 1}}}, {}}), {});
  std::string manual = contents_of("docs/files.md");
  const std::size_t begin = manual.find("\"round\": {\"#bigint\": \"1\"}");
  ASSERT_NE(begin, std::string::npos);
  std::istringstream lines(manual.substr(begin, manual.find("```", begin) - begin));
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    if (line.ends_with(',')) line.pop_back();
    EXPECT_NE(trace.find("      " + line + ",\n"), std::string::npos) << line;
  }
  EXPECT_EQ(count, 5);
}

}  // namespace
}  // namespace ggms::files
