// Tests one execution: of a scenario from a text, from a file, or drawn; the property that it breaks, and the
// verdict that its file claims.

#include "api/simulation.h"

#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <set>
#include <string>

#include "api/inputs.h"
#include "api/verification.h"
#include "base/stopped.h"
#include "cli/program.h"
#include "model/fixtures.h"
#include "verify/check.h"

namespace ggms::api {
namespace {

using testing::HasSubstr;
using testing::Optional;
using testing::StartsWith;

/// FloodSet for four processes, two of which may crash: right with three rounds, wrong with two.
files::Protocol flood_set(int rounds) {
  base::Stop stop;
  return read_protocol(cli::flood_set(4, 2, rounds), "flood_set", stop);
}

class SimulationOfAViolation : public testing::Test {
 protected:
  SimulationOfAViolation() {
    base::Stop stop;
    base::Phases time;
    answer_ = verify(problem_, machine_, {}, stop, time);
    violation_ = answer_.check.violations.at(0);
  }

  Simulation simulated(const std::string& text, const std::string& name) const {
    return simulate(problem_, machine_, read_scenario(text, name, problem_, machine_));
  }
  std::string trace() const {
    return trace_text(problem_, machine_, violation_.scenario, violation_.property);
  }

  const files::Protocol protocol_ = flood_set(2);
  const model::Problem& problem_ = protocol_.problem;
  const model::Machine& machine_ = protocol_.machine;
  Verification answer_;
  verify::Violation violation_;
};

TEST_F(SimulationOfAViolation, IsThatOfTheChecker) {
  const Simulation run = simulate(problem_, machine_, GivenScenario{violation_.scenario});
  EXPECT_EQ(run.broken, violation_.property);
  EXPECT_THAT(run.found, Optional(std::string("agreement")));
  EXPECT_EQ(run.execution.states, answer_.execution->states);
  EXPECT_FALSE(run.told);
  EXPECT_FALSE(run.is_told_otherwise());
}

TEST_F(SimulationOfAViolation, IsTheSameFromItsFiles) {
  const std::string scenario = scenario_text(problem_, violation_.scenario);
  const Simulation of_scenario = simulated(scenario, "some.json");
  EXPECT_EQ(of_scenario.execution.states, answer_.execution->states);
  EXPECT_EQ(of_scenario.broken, violation_.property);
  EXPECT_FALSE(of_scenario.told);

  const Simulation of_trace = simulated(trace(), "some.itf.json");
  EXPECT_EQ(of_trace.execution.states, answer_.execution->states);
  EXPECT_THAT(of_trace.told, Optional(std::string("agreement")));
  EXPECT_FALSE(of_trace.is_told_otherwise());

  EXPECT_EQ(simulated(trace(), "some.json").told, of_trace.told) << "it is a trace whatever its name";

  const cli::Folder folder;
  cli::write_text(folder.path("run.itf.json"), trace());
  base::Stop stop;
  const GivenScenario loaded = load_scenario(folder.path("run.itf.json"), problem_, machine_, stop);
  EXPECT_EQ(scenario_text(problem_, loaded.scenario), scenario);
  EXPECT_EQ(loaded.told, of_trace.told);
}

TEST_F(SimulationOfAViolation, NotesAFileWithAnotherVerdict) {
  std::string text = trace();
  const std::string told = "\"violated\": \"agreement\"";
  text.replace(text.find(told), told.size(), "\"violated\": \"validity\"");
  const Simulation run = simulated(text, "t.itf.json");
  EXPECT_TRUE(run.is_told_otherwise());
  EXPECT_THAT(run.told, Optional(std::string("validity")));
  EXPECT_THAT(run.found, Optional(std::string("agreement")));
}

TEST_F(SimulationOfAViolation, OfAnotherMachineIsRefused) {
  const files::Protocol other = flood_set(3);
  const std::string found = trace_text(other.problem, other.machine, violation_.scenario, {});
  EXPECT_THAT(model::error_of([&] { simulated(found, "t.itf.json"); }), StartsWith("t.itf.json: "));
}

TEST_F(SimulationOfAViolation, IsOfTheSettingAlone) {
  GivenScenario given{violation_.scenario, {}};
  given.scenario.initial.pop_back();
  EXPECT_NE(model::error_of([&] { simulate(problem_, machine_, given); }), "");
  given.scenario = violation_.scenario;
  given.scenario.rounds.resize(2);
  given.scenario.rounds[1].crashing = {0, 1, 2};
  EXPECT_NE(model::error_of([&] { simulate(problem_, machine_, given); }), "");
}

TEST(Simulation, NotesAFileThatClaimsAViolation) {
  const files::Protocol good = flood_set(3);
  GivenScenario given = random_scenario(good.problem, 1);
  const Simulation untold = simulate(good.problem, good.machine, given);
  EXPECT_FALSE(untold.broken);
  EXPECT_FALSE(untold.found);
  EXPECT_FALSE(untold.is_told_otherwise());
  given.told = "agreement";
  EXPECT_TRUE(simulate(good.problem, good.machine, given).is_told_otherwise());
}

TEST(Simulation, NamesAnEntryThatIsMissing) {
  const files::Protocol good = flood_set(3);
  const model::Machine empty(good.problem.setting());
  const Simulation run = simulate(good.problem, empty, random_scenario(good.problem, 1));
  EXPECT_EQ(run.broken, verify::Violation::kUndefined);
  EXPECT_THAT(run.found, Optional(std::string("undefined")));
}

TEST(Simulation, IsDrawnFromItsSeed) {
  const files::Protocol good = flood_set(3);
  std::set<std::string> drawn;
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const auto text = [&] {
      return scenario_text(good.problem, random_scenario(good.problem, seed).scenario);
    };
    EXPECT_EQ(text(), text());
    drawn.insert(text());
  }
  EXPECT_GT(drawn.size(), 5U);
}

TEST(Simulation, ThatIsInterruptedReadsNoPipe) {
  const cli::Folder folder;
  const std::string pipe = folder.path("pipe");
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const files::Protocol good = flood_set(3);
  const std::atomic<bool> interrupted{true};
  base::Stop stop(0, 0, &interrupted);
  EXPECT_THROW(load_scenario(pipe, good.problem, good.machine, stop), base::Stopped);
}

TEST(Simulation, RecognisesASpecificationInPlaceOfAProtocol) {
  const files::Protocol good = flood_set(3);
  EXPECT_THAT(model::error_of([&] { read_scenario("(assert true)", "s.smt2", good.problem, good.machine); }),
              HasSubstr("s.smt2: looks like a specification"));
}

}  // namespace
}  // namespace ggms::api
