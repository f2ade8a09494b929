// Tests the count of an episode's counterexamples, which follows the paper: against the plain simulator, and
// that counting changes nothing else.

#include "synth/failing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "model/fixtures.h"
#include "support/brute.h"
#include "synth/ggms.h"

namespace ggms::synth {
namespace {

using testing::StartsWith;

constexpr int kProcesses = 3;
constexpr int kRounds = 3;

model::Problem three(const std::string& spec) {
  return model::problem_of(spec, model::setting_of(kProcesses, kRounds, 2, "crash=2"));
}

/// A machine that is right except for some entries.
model::Machine flawed(const model::Setting& setting, base::Rng& rng) {
  const model::Machine right = model::floodset(setting);
  return model::machine_by(setting, [&](int round, int slot, const model::Received& received) {
    const model::State state = right.next({round, slot, right.keys(round).encode(received)});
    return rng.below(8) == 0 ? static_cast<model::State>(1 - state) : state;
  });
}

/// The paper's phases of crashes (GGMS section C.1). Consensus: the values are alike. Atomic commit: some
/// process wants to abort; or none does, which settles the outcome only where nothing goes wrong.
bool is_of_phase(const std::string& spec, int phase, const model::Scenario& scenario) {
  if (phase == kRounds) return true;
  const auto zeros = std::count(scenario.initial.begin(), scenario.initial.end(), 0);
  const bool is_mixed = zeros > 0 && zeros < kProcesses;
  if (spec == "consensus" && is_mixed) return false;
  const bool needs_calm = spec == "atomic-commit" && zeros == 0;
  for (int round = 1; round <= kRounds; ++round) {
    const bool is_calm = scenario.faults(round) == model::RoundFaults{};
    if (!is_calm && (needs_calm || round < kRounds - phase)) return false;
  }
  return true;
}

TEST(CountFailing, CountsTheScenariosOfAPhaseThatTheSimulatorSeesFail) {
  base::Rng rng(1, "flawed machines");
  for (const std::string spec : {"consensus", "atomic-commit"}) {
    const model::Problem problem = three(spec);
    const search::Learner learner(problem, {}, 1);
    ASSERT_EQ(learner.phases().last(), kRounds);
    for (int machines = 0; machines < 5; ++machines) {
      const model::Machine machine = flawed(problem.setting(), rng);
      for (int phase = 0; phase <= kRounds; ++phase) {
        Failing expected;
        support::for_each_scenario(problem.setting(), [&](const model::Scenario& scenario) {
          if (!is_of_phase(spec, phase, scenario)) return;
          const std::uint64_t ways = support::ways(problem.setting(), scenario);
          expected.scenarios += ways;
          if (verify::broken_property(problem, model::simulate(problem, machine, scenario)))
            expected.failing += ways;
        });
        base::Stop stop;
        const auto counted = count_failing(problem, learner.phases(), phase, machine, 2, stop);
        ASSERT_TRUE(counted);
        EXPECT_EQ(counted->scenarios, expected.scenarios) << spec << ", phase " << phase;
        EXPECT_EQ(counted->failing, expected.failing) << spec << ", phase " << phase;
      }
    }
  }
}

TEST(CountFailing, GivesNoCountIfStopped) {
  const model::Problem problem = three("consensus");
  const search::Learner learner(problem, {}, 1);
  std::atomic<bool> interrupted{true};
  base::Stop stop(0, 0, &interrupted);
  EXPECT_FALSE(
      count_failing(problem, learner.phases(), kRounds, model::floodset(problem.setting()), 1, stop));
}

/// The reported episodes of a run, and the machine that it found.
struct Told {
  std::vector<Learning> episodes;
  Result result;
};

Told run(const model::Problem& problem, std::uint64_t seed, bool count) {
  Options options;
  options.seed = seed;
  options.learning.policy = policy::Kind::kTable;
  options.count_failing = count;
  Told told;
  base::Stop stop;
  told.result = ggms(problem, options, stop, [&](const Progress& progress) {
    told.episodes.push_back(progress.statistics.learning);
  });
  return told;
}

TEST(CountFailing, TellsOfEveryEpisodeAndChangesNothingElse) {
  const model::Problem problem = three("consensus");
  bool some_fail_in_many = false;
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    const Told counted = run(problem, seed, true);
    const Told plain = run(problem, seed, false);
    ASSERT_EQ(counted.result.answer, Answer::kFound);
    EXPECT_EQ(counted.result.machine->entries(), plain.result.machine->entries());
    ASSERT_EQ(counted.episodes.size(), plain.episodes.size());
    for (std::size_t i = 0; i < counted.episodes.size(); ++i) {
      const Learning& episode = counted.episodes[i];
      EXPECT_FALSE(plain.episodes[i].failing);
      ASSERT_TRUE(episode.failing);
      EXPECT_GE(episode.failing->failing, episode.failed) << "the checker's are some of them";
      EXPECT_EQ(episode.failing->failing == 0, episode.failed == 0);
      some_fail_in_many = some_fail_in_many || episode.failing->failing > episode.failed;
      // 2 or 8 vectors of initial values; no crash, one, or two, each in one of so many rounds, reaching any
      // of the two others.
      const std::uint64_t ways =
          4 * static_cast<std::uint64_t>(episode.phase == kRounds ? kRounds : episode.phase + 1);
      const std::uint64_t values = episode.phase == kRounds ? 8 : 2;
      EXPECT_EQ(episode.failing->scenarios, values * (1 + 3 * ways + 3 * ways * ways));
    }
    EXPECT_EQ(counted.episodes.back().failing->failing, 0U) << "of the machine that was found";
  }
  EXPECT_TRUE(some_fail_in_many);
}

TEST(CountFailing, IsRefusedBeforeTheFirstEpisodeWhereThereAreTooMany) {
  const model::Problem large = model::problem_of("consensus", model::setting_of(5, 5, 2, "crash=4"));
  EXPECT_THAT(model::error_of([&] { run(large, 1, true); }), StartsWith("count_failing: this setting has "));
}

}  // namespace
}  // namespace ggms::synth
