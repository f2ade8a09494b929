// Tests settings that are infeasible with any number of states: against known theorems, and against found
// machines.

#include "synth/full_information.h"

#include <gtest/gtest.h>

#include <string>

#include "model/fixtures.h"
#include "support/cases.h"
#include "synth/exact.h"

namespace ggms::synth {
namespace {

constexpr std::size_t kRuns = 1'000'000;

AnyStates answer(const std::string& spec, int n, int rounds, const std::string& faults,
                 model::View view = model::View::kVector) {
  base::Stop stop;
  return full_information(model::problem_of(spec, model::setting_of(n, rounds, 1, faults, view)), kRuns,
                          stop);
}

TEST(FullInformation, ConsensusUnderCrashesTakesOneRoundMoreThanCrashes) {
  // Lynch 1996, theorem 6.33, which needs two processes that stay: n >= f + 2.
  EXPECT_EQ(answer("consensus", 3, 1, "crash=1"), AnyStates::kInfeasible);
  EXPECT_EQ(answer("consensus", 3, 2, "crash=1"), AnyStates::kFeasible);
  EXPECT_EQ(answer("consensus", 4, 2, "crash=2"), AnyStates::kInfeasible);
  EXPECT_EQ(answer("consensus", 4, 2, "crash=2", model::View::kVectorId), AnyStates::kInfeasible);
  EXPECT_EQ(answer("consensus", 3, 2, "crash=2"), AnyStates::kFeasible) << "a lone survivor can't disagree";
}

TEST(FullInformation, TwoGeneralsNeverAgree) {
  for (int rounds = 1; rounds <= 6; ++rounds) {
    EXPECT_EQ(answer("consensus", 2, rounds, "loss=1"), AnyStates::kInfeasible) << rounds;
    EXPECT_EQ(answer("consensus", 2, rounds, "none"), AnyStates::kFeasible) << rounds;
  }
  EXPECT_EQ(answer("consensus", 3, 3, "crash=1,loss=1"), AnyStates::kInfeasible)
      << "after a silent crash two generals are left";
}

TEST(FullInformation, OneLiarAmongThreeIsTooMany) {
  // Pease, Shostak and Lamport 1980: n > 3f.
  EXPECT_EQ(answer("leader-election", 3, 1, "byzantine=1", model::View::kVectorId), AnyStates::kInfeasible);
  EXPECT_EQ(answer("leader-election", 3, 2, "byzantine=1", model::View::kVectorId), AnyStates::kInfeasible);
}

TEST(FullInformation, GivesUpWhereThereAreTooManyRuns) {
  base::Stop stop;
  const model::Problem problem = model::problem_of("consensus", model::setting_of(4, 2, 1, "crash=2"));
  EXPECT_EQ(full_information(problem, 10, stop), AnyStates::kUnknown);
}

TEST(FullInformation, RulesOutNothingForWhichAMachineIsFound) {
  base::Rng rng(1, "full information");
  int found = 0;
  int ruled_out = 0;
  for (int i = 0; i < 150; ++i) {
    const support::Case blank = support::random_problem(rng);
    const model::Problem problem = support::problem_of(blank);
    constexpr double kPatience = 1;  // seconds; a hard problem is passed over
    base::Stop stop(kPatience, 0, nullptr);
    const AnyStates any = full_information(problem, kRuns, stop);
    const Result result = exact(problem, {1, 1}, stop, {});
    if (result.answer == Answer::kFound) {
      ++found;
      EXPECT_NE(any, AnyStates::kInfeasible) << support::describe(blank);
    }
    if (any == AnyStates::kInfeasible) ++ruled_out;
    // One round has no states in between: then both answer the same question.
    if (problem.setting().rounds == 1 && any == AnyStates::kFeasible) {
      EXPECT_NE(result.answer, Answer::kInfeasible) << support::describe(blank);
    }
  }
  EXPECT_GE(found, 20);
  EXPECT_GE(ruled_out, 20);
}

}  // namespace
}  // namespace ggms::synth
