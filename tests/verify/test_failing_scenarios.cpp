// Compares the number of scenarios in which a machine fails with a count by the plain simulator.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "model/fixtures.h"
#include "support/brute.h"
#include "verify/scenarios.h"

namespace ggms::verify {
namespace {

struct Count {
  std::uint64_t scenarios = 0;
  std::uint64_t failing = 0;
};

/// Whether the round has no faults; a process that forges sends nothing.
bool is_calm(const model::Scenario& scenario, const model::RoundFaults& round) {
  const bool only_silence = std::all_of(round.losses.begin(), round.losses.end(), [&](const auto& loss) {
    return model::word_of(scenario.role(loss.second)) == "byzantine";
  });
  return only_silence && round.crashing.empty() && round.leaving.empty() && round.block.empty() &&
         round.forged.empty();
}

bool is_of_range(const ScenarioRange& range, const model::Scenario& scenario) {
  const auto past_the_last = static_cast<int>(scenario.rounds.size()) < range.first_faulty_round;
  if (past_the_last && !model::none_picked(scenario.picked)) return false;
  for (int round = 1; round <= static_cast<int>(scenario.rounds.size()); ++round) {
    if (round < range.first_faulty_round && !is_calm(scenario, scenario.faults(round))) return false;
  }
  return range.initial.empty() ||
         std::count(range.initial.begin(), range.initial.end(), scenario.initial) > 0;
}

/// Runs each scenario of the range.
Count count_by_simulator(const model::Problem& problem, const model::Machine& machine,
                         const ScenarioRange& range) {
  Count count;
  support::for_each_scenario(problem.setting(), [&](const model::Scenario& scenario) {
    if (!is_of_range(range, scenario)) return;
    const std::uint64_t ways = support::ways(problem.setting(), scenario, range.first_faulty_round);
    count.scenarios += ways;
    if (broken_property(problem, model::simulate(problem, machine, scenario))) count.failing += ways;
  });
  return count;
}

/// A machine with an entry for every vector.
model::Machine whole_machine(const model::Setting& setting, base::Rng& rng) {
  return model::machine_by(setting, [&](int round, int, const model::Received&) {
    return static_cast<model::State>(rng.below(static_cast<std::uint64_t>(setting.alphabet(round))));
  });
}

void expect_counted(const model::Problem& problem, const model::Machine& machine,
                    const ScenarioRange& range) {
  const Count expected = count_by_simulator(problem, machine, range);
  base::Stop stop;
  const Check check = check_scenarios(problem, machine, 1, stop, range);
  EXPECT_EQ(check.scenarios, expected.scenarios) << model::to_string(problem.setting().faults);
  EXPECT_EQ(check.failing, expected.failing) << model::to_string(problem.setting().faults);
  EXPECT_EQ(check.verdict, expected.failing > 0 ? Verdict::kViolated : Verdict::kVerified);
}

constexpr const char* kFaults[] = {
    "none",   "crash=1",     "crash=2",        "crash-late=2",       "omission=2",        "byzantine=2",
    "loss=1", "partition=1", "crash=1,loss=1", "crash=1,omission=1", "general-omission=1"};

TEST(FailingScenarios, AreAsManyAsTheSimulatorFinds) {
  base::Rng rng(7, "failing scenarios");
  for (const char* spec : {"consensus", "atomic-commit"}) {
    for (const char* faults : kFaults) {
      const model::Setting setting = model::setting_of(3, 2, 2, faults);
      const model::Problem problem = model::problem_of(spec, setting);
      expect_counted(problem, whole_machine(setting, rng), {});
      expect_counted(problem, model::floodset(setting), {});
    }
  }
}

TEST(FailingScenarios, OfARangeAreThoseOfItsRoundsAndInitialValues) {
  base::Rng rng(8, "failing scenarios");
  for (const char* faults : kFaults) {
    const model::Setting setting = model::setting_of(3, 2, 2, faults);
    const model::Problem problem = model::problem_of("consensus", setting);
    const model::Machine machine = whole_machine(setting, rng);
    for (int first = 1; first <= 3; ++first) {
      expect_counted(problem, machine, {first, {}});
      expect_counted(problem, machine, {first, {{0, 0, 0}, {1, 1, 0}}});
    }
  }
}

TEST(FailingScenarios, AreCountedByHand) {
  // Two processes, one round. No process crashes, or one does, and its message arrives or is lost. A process
  // decides what the first one had, or 0 where it hears nothing of it.
  const model::Setting setting = model::setting_of(2, 1, 1, "crash=1");
  const model::Problem problem = model::problem_of("consensus", setting);
  const model::Machine machine = model::machine_by(setting, [](int, int, const model::Received& received) {
    return static_cast<model::State>(std::max(received.by_sender[0], 0));
  });
  base::Stop stop;
  const Check check = check_scenarios(problem, machine, 1, stop);
  EXPECT_EQ(check.scenarios, 4U * (1 + 2 * 2));
  // Both had 1, and the message of the first, which crashes, is lost: the second decides 0.
  EXPECT_EQ(check.failing, 1U);
}

}  // namespace
}  // namespace ggms::verify
