// Tests the brute-force checker, which divides scenarios among threads: any number of threads gives the
// result of one, and all of them stop.

#include "verify/scenarios.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "base/rng.h"
#include "model/fixtures.h"
#include "support/brute.h"

namespace ggms::verify {
namespace {

TEST(ScenariosOnThreads, CountsAndResultsAreTheSameForAnyNumber) {
  const model::Setting setting = model::setting_of(4, 2, 2, "crash=2");
  const model::Problem problem = model::problem_of("consensus", setting);
  base::Stop stop;
  const Check alone = check_scenarios(problem, model::floodset(setting), 1, stop);
  for (const int threads : {0, 2, 5}) {
    const Check check = check_scenarios(problem, model::floodset(setting), threads, stop);
    EXPECT_EQ(check.verdict, Verdict::kViolated);
    EXPECT_EQ(check.scenarios, alone.scenarios);
    EXPECT_EQ(check.violations.at(0).property, alone.violations.at(0).property);
    EXPECT_TRUE(support::same(check.violations.at(0).scenario, alone.violations.at(0).scenario));
  }
}

TEST(ScenariosOnThreads, ShareSpecificationsAndMachinesOfEveryKind) {
  base::Rng rng(5, "scenarios on threads");
  for (const char* spec : {"atomic-commit", "leader-election", "correct-consensus"}) {
    for (const model::View view : model::kAllViews) {
      for (const char* faults : {"crash-late=1,loss=1", "byzantine=1", "omission=1,partition=1"}) {
        const model::Setting setting = model::setting_of(3, 2, 2, faults, view);
        const model::Problem problem = model::problem_of(spec, setting);
        const model::Machine machine = model::random_machine(problem.setting(), rng);
        base::Stop stop;
        const Check one = check_scenarios(problem, machine, 1, stop);
        const Check three = check_scenarios(problem, machine, 3, stop);
        EXPECT_EQ(one.verdict, three.verdict) << spec << " " << faults;
        EXPECT_EQ(one.scenarios, three.scenarios) << spec << " " << faults;
      }
    }
  }
}

TEST(ScenariosOnThreads, AllStopWhereAnotherThreadInterrupts) {
  // About 10^15 scenarios.
  const model::Setting setting = model::setting_of(6, 5, 2, "crash=4");
  const model::Problem problem = model::problem_of("consensus", setting);
  const model::Machine machine = model::floodset(setting);
  std::atomic<bool> interrupted{false};
  base::Stop stop(0, 0, &interrupted);
  std::thread other([&] { interrupted = true; });
  const Check check = check_scenarios(problem, machine, 4, stop);
  other.join();
  EXPECT_EQ(check.verdict, Verdict::kUnknown);
  EXPECT_EQ(stop.reason(), base::Stop::Reason::kInterrupted);
}

}  // namespace
}  // namespace ggms::verify
