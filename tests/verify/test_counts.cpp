// Tests exact counts: scenarios against the paper's formula, configurations and transitions against numbers
// worked out by hand, against published ones for FloodSet, and against sets collected from every execution.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <tuple>
#include <vector>

#include "model/fixtures.h"
#include "model/step.h"
#include "support/brute.h"
#include "support/cases.h"
#include "synth/exact.h"
#include "verify/explicit.h"
#include "verify/frame.h"
#include "verify/scenarios.h"

namespace ggms::verify {
namespace {

using model::Machine;
using model::Problem;
using model::Setting;
using testing::ElementsAre;

Setting consensus_setting(int n, int f, model::View view = model::View::kVector) {
  return model::setting_of(n, f + 1, 2, "crash=" + std::to_string(f), view);
}

Check count(const Setting& setting) {
  base::Stop stop;
  return check_explicit(model::problem_of("consensus", setting), model::floodset(setting), {}, stop);
}

TEST(Counts, ScenariosAreThoseOfThePapersFormula) {
  const std::tuple<int, int, std::uint64_t> expected[] = {
      {3, 2, 3'752}, {4, 2, 56'848}, {4, 3, 2'197'520}, {2, 1, 36}, {2, 0, 4}};
  for (const auto& [n, f, scenarios] : expected) {
    const Setting setting = consensus_setting(n, f);
    base::Stop stop;
    const Check check =
        check_scenarios(model::problem_of("consensus", setting), model::floodset(setting), 0, stop);
    EXPECT_EQ(check.verdict, Verdict::kVerified);
    EXPECT_EQ(check.scenarios, scenarios) << n << " " << f;
  }
}

TEST(Counts, ConfigurationsOfFloodSet) {
  EXPECT_EQ(count(consensus_setting(3, 2)).total_configurations(), 95U);
  EXPECT_EQ(count(consensus_setting(4, 3)).total_configurations(), 300U);
  EXPECT_EQ(count(consensus_setting(7, 6)).total_configurations(), 7'891U);
  EXPECT_EQ(count(consensus_setting(8, 4)).total_configurations(), 16'951U);
}

TEST(Counts, ConfigurationsAreMultisetsInTheCountsView) {
  EXPECT_EQ(count(consensus_setting(4, 2, model::View::kCounts)).total_configurations(), 42U);
  EXPECT_EQ(count(consensus_setting(4, 2, model::View::kCountsOwn)).total_configurations(), 42U);
}

TEST(Counts, AHundredProcessesAreFewMultisets) {
  const Setting setting = consensus_setting(100, 2, model::View::kCounts);
  base::Stop stop;
  const Check check =
      check_explicit(model::problem_of("consensus", setting), model::floodset(setting), {}, stop);
  EXPECT_EQ(check.verdict, Verdict::kVerified);
  EXPECT_EQ(check.configurations.front(), 101U);
}

TEST(Counts, TwoProcessesByHand) {
  // One round, one crash. All zero or all one: both live, or either one. Mixed: both decide zero; process 1
  // alone with either value (its own one only if it started with it), and so process 2.
  Setting setting = model::setting_of(2, 1, 1, "crash=1");
  Check check = count(setting);
  EXPECT_EQ(check.verdict, Verdict::kVerified);
  EXPECT_THAT(check.configurations, ElementsAre(4, 3 + 3 + 5));
  // No process crashes, 1 does, 2 does; where the crashing one is the only zero the survivor has two ways to
  // go on.
  EXPECT_EQ(check.transitions, 3U + 3U + 4U + 4U);

  // Both may crash: one more configuration for each of the three kinds of initial values.
  setting.faults = model::parse_faults("crash=2");
  check = count(setting);
  EXPECT_THAT(check.configurations, ElementsAre(4, 4 + 4 + 6));
  EXPECT_EQ(check.transitions, 4U + 4U + 5U + 5U);

  // As multisets: {0,0}, {0,1}, {1,1}; then of zeros {0,0} and {0}, of ones {1,1} and {1}, mixed {0,0}, {0},
  // {1}; and none, three times.
  setting.view = model::View::kCounts;
  check = count(setting);
  EXPECT_THAT(check.configurations, ElementsAre(3, 3 + 3 + 4));
}

TEST(Counts, WhetherSomethingWasLostMakesTwoConfigurationsOfOne) {
  // Atomic commit asks for `lost`: a crash whose message all receive is one configuration, one that some
  // process does not is another.
  const Setting setting = model::setting_of(2, 1, 1, "crash=1");
  const Machine all_abort = model::machine_by(setting, [](int, int, const model::Received& received) {
    const bool commit = std::count(received.by_sender.begin(), received.by_sender.end(), 1) == 2;
    return static_cast<model::State>(commit ? 1 : 0);
  });
  base::Stop stop;
  const Check check = check_explicit(model::problem_of("atomic-commit", setting), all_abort, {}, stop);
  ASSERT_EQ(check.verdict, Verdict::kVerified);
  // Two kinds of initial values: all commit, or not. All commit: {cc}, and either one alone with c unlost, or
  // a lost. Not all (three vectors): {aa}, and either one alone with a, lost or not.
  EXPECT_THAT(check.configurations, ElementsAre(4, (1 + 2 * 2) + (1 + 2 * 2)));
}

// ---- against sets collected from every execution

/// The facts by which the checker should tell processes, and configurations, apart.
using Process = std::tuple<model::ProcessNow, model::Role, int>;
using Configuration = std::tuple<std::uint64_t, bool, std::size_t, std::vector<Process>>;
using Transition =
    std::tuple<std::size_t, Configuration, std::vector<int>, std::vector<std::pair<int, bool>>>;

struct Sets {
  std::vector<std::set<Configuration>> configurations;
  std::set<Transition> transitions;  // where nothing but crashes can happen
};

Configuration configuration(const Problem& problem, const model::Scenario& scenario,
                            const model::Situation& situation, const model::Ledger& ledger) {
  const model::Situation seen = model::as_seen(problem, situation);
  std::vector<Process> processes;
  for (std::size_t p = 0; p < seen.processes.size(); ++p) {
    const model::ProcessNow& now = seen.processes[p];
    processes.emplace_back(now, now.crashed ? model::kNotPicked : scenario.role(static_cast<int>(p)),
                           problem.compiled().uses_initial() ? scenario.initial[p] : 0);
  }
  if (Frame::counted(problem)) std::sort(processes.begin(), processes.end());
  return {problem.initial_facts(scenario.initial, scenario.picked), seen.lost,
          problem.adversary().index_of(ledger), processes};
}

Sets collect(const Problem& problem, const Machine& machine) {
  const Setting& setting = problem.setting();
  Sets sets;
  sets.configurations.resize(static_cast<std::size_t>(setting.rounds) + 1);
  support::for_each_scenario(setting, [&](const model::Scenario& scenario) {
    const std::vector<model::Ledger> ledgers = model::ledgers(scenario, setting);
    model::Situation now = model::start(problem, scenario);
    Configuration here = configuration(problem, scenario, now, ledgers[0]);
    sets.configurations[0].insert(here);
    for (int round = 1; round <= setting.rounds; ++round) {
      const model::Step step(problem, machine.keys(round), round, scenario, now);
      std::vector<int> next;
      std::vector<std::pair<int, bool>> moves;
      for (const model::Reception& reception : step.receptions()) {
        const bool is_moving = reception.kind == model::Reception::Kind::kMoves;
        next.push_back(is_moving ? machine.next(reception.entry) : 0);
        if (is_moving)
          moves.emplace_back(next.back(), problem.compiled().uses_lost() && reception.missing > 0);
      }
      now = step.after(next);
      const auto boundary = static_cast<std::size_t>(round);
      sets.transitions.emplace(boundary, here, scenario.faults(round).crashing, moves);
      here = configuration(problem, scenario, now, ledgers[boundary]);
      sets.configurations[boundary].insert(here);
    }
  });
  return sets;
}

TEST(Counts, ConfigurationsAndTransitionsAreThoseOfAllExecutions) {
  constexpr int kProblems = 150;
  base::Rng rng(1, "configurations");
  int compared = 0;
  while (compared < kProblems && !HasFailure()) {
    support::Case test_case = support::random_problem(rng);
    const Problem problem = support::problem_of(test_case);
    base::Stop stop;
    const auto found = synth::exact(problem, {1, 1}, stop, {});
    if (found.answer != synth::Answer::kFound) continue;
    ++compared;
    const Check check = check_explicit(problem, *found.machine, {}, stop);
    const Sets sets = collect(problem, *found.machine);
    std::vector<std::uint64_t> expected;
    for (const auto& set : sets.configurations) expected.push_back(set.size());
    EXPECT_EQ(check.configurations, expected);
    const bool by_index = problem.setting().view == model::View::kVector ||
                          problem.setting().view == model::View::kVectorId || problem.compiled().uses_names();
    const std::string faults = model::to_string(problem.setting().faults);
    const bool only_crashes =
        faults == "none" || (faults.starts_with("crash=") && faults.find(',') == std::string::npos);
    if (by_index && only_crashes && problem.setting().decide == model::Decide::kLast &&
        !problem.compiled().uses_connected()) {
      EXPECT_EQ(check.transitions, sets.transitions.size());
    }
    test_case.entries = found.machine->entries();
    if (HasFailure()) ADD_FAILURE() << support::describe(test_case);
  }
}

}  // namespace
}  // namespace ggms::verify
