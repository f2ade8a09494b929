// Compares exported systems with the checkers: on random specifications, settings and machines, a plain
// explorer of systems has to agree on every property with brute force over all scenarios.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "export/system.h"
#include "model/fixtures.h"
#include "support/brute.h"
#include "support/cases.h"
#include "support/explore.h"
#include "synth/exact.h"

namespace ggms::exports {
namespace {

using support::Case;

constexpr std::uint64_t kMaxStates = 400'000;

/// For each assertion of a system, whether it holds, by running every scenario.
std::vector<bool> truth(const model::Problem& problem, const model::Machine& machine) {
  const spec::Spec& spec = problem.specification();
  std::vector<bool> holds(1 + spec.properties.size(), true);
  support::for_each_scenario(problem.setting(), [&](const model::Scenario& scenario) {
    const model::Execution run = model::simulate(problem, machine, scenario);
    if (run.missing) {
      holds[0] = false;
      return;
    }
    for (std::size_t i = 0; i < spec.properties.size(); ++i) {
      if (!spec::evaluate(spec.formulas, spec.properties[i].formula, run.outcome)) holds[i + 1] = false;
    }
  });
  return holds;
}

struct Shares {
  int cases = 0;
  int right = 0;
  int undefined = 0;
  int passed_over = 0;
};

/// How the system of a case differs from the truth; "" if it does not.
std::string difference(const Case& test_case, Shares* shares = nullptr) {
  try {
    const model::Problem problem = support::problem_of(test_case);
    const model::Machine machine = support::machine_of(test_case);
    const System system = system_of(problem, machine);
    const auto explored = support::explore(system, kMaxStates);
    if (!explored) {
      if (shares) ++shares->passed_over;
      return "";
    }
    const std::vector<bool> expected = truth(problem, machine);
    if (shares) {
      ++shares->cases;
      shares->undefined += expected[0] ? 0 : 1;
      shares->right += std::find(expected.begin(), expected.end(), false) == expected.end() ? 1 : 0;
    }
    if (explored->longest_run > system.longest_run) return "a run is longer than the system says";
    if (expected[0] && explored->longest_run < system.longest_run) return "all runs are shorter than it says";
    for (std::size_t i = 0; i < expected.size(); ++i) {
      if (explored->assertion_holds[i] == expected[i]) continue;
      return system.assertions[i].name +
             (expected[i] ? " is broken, but should hold" : " holds, but is broken");
    }
    return "";
  } catch (const std::exception& error) {
    return error.what();
  }
}

void judge(const Case& test_case, Shares& shares) {
  if (difference(test_case, &shares).empty()) return;
  const Case least =
      support::shrunk(test_case, [](const Case& candidate) { return !difference(candidate).empty(); });
  ADD_FAILURE() << difference(least) << "\n" << support::describe(least);
}

Shares compare(std::uint64_t seed, int max_processes, int problems) {
  base::Rng rng(seed, "systems");
  Shares shares;
  for (int i = 0; i < problems && !testing::Test::HasFailure(); ++i) {
    Case test_case = support::random_problem(rng, max_processes);
    const model::Problem problem = support::problem_of(test_case);
    test_case.entries = model::random_machine(test_case.setting, rng).entries();
    judge(test_case, shares);
    constexpr double kPatience = 1;  // seconds
    base::Stop stop(kPatience, 0, nullptr);
    const synth::Result result = synth::exact(problem, {rng.next(), 1}, stop, {});
    if (result.answer != synth::Answer::kFound) continue;
    test_case.entries = result.machine->entries();
    judge(test_case, shares);
    for (int mutant = 0; mutant < 2; ++mutant) {
      Case changed = test_case;
      if (support::mutate(changed, rng)) judge(changed, shares);
    }
  }
  return shares;
}

TEST(Systems, AgreeWithBruteForceOnEveryPropertyOfRandomProblems) {
  const Shares shares = compare(1, 3, 150);
  EXPECT_GE(shares.right * 5, shares.cases);
  EXPECT_GE(shares.undefined * 20, shares.cases);
  EXPECT_LE(shares.passed_over * 20, shares.cases);
}

TEST(Systems, AgreeWithBruteForceOnFourProcessesSlow) {
  const Shares shares = compare(2, 4, 600);
  EXPECT_GE(shares.right * 5, shares.cases);
}

}  // namespace
}  // namespace ggms::exports
