// Tests known theorems about consensus with crashes: f + 1 rounds are enough, f rounds are not where two
// processes can survive (Dolev and Strong; Aguilera and Toueg), and a lone survivor has no process to
// disagree with.

#include <gtest/gtest.h>

#include <string>

#include "model/fixtures.h"
#include "support/brute.h"
#include "synth/exact.h"
#include "verify/explicit.h"
#include "verify/scenarios.h"

namespace ggms::synth {
namespace {

model::Problem problem(const std::string& spec, int n, int f, int rounds, int states,
                       model::View view = model::View::kVector) {
  return model::problem_of(spec, model::setting_of(n, rounds, states, "crash=" + std::to_string(f), view));
}

/// The engine's answer; a found machine is verified anew, by both checkers.
Answer answer(const model::Problem& problem) {
  base::Stop stop;
  const Result result = exact(problem, {1, 1}, stop, {});
  if (result.answer == Answer::kFound) {
    EXPECT_EQ(verify::check_explicit(problem, *result.machine, {}, stop).verdict, verify::Verdict::kVerified);
    EXPECT_EQ(verify::check_scenarios(problem, *result.machine, 0, stop).verdict, verify::Verdict::kVerified);
  }
  return result.answer;
}

TEST(Theory, OneRoundMoreThanCrashesIsEnough) {
  for (const model::View view : model::kAllViews) {
    for (const auto& [n, f] : {std::pair(2, 1), {3, 1}, {3, 2}, {4, 1}, {4, 2}}) {
      EXPECT_EQ(answer(problem("consensus", n, f, f + 1, 2, view)), Answer::kFound) << n << " " << f;
    }
  }
}

TEST(Theory, AsManyRoundsAsCrashesAreTooFewWhereTwoCanSurvive) {
  for (const auto& [n, f] : {std::pair(3, 1), {4, 1}, {4, 2}, {5, 1}, {5, 2}}) {
    EXPECT_EQ(answer(problem("consensus", n, f, f, 2)), Answer::kInfeasible) << n << " " << f;
  }
  for (const model::View view : model::kAllViews) {
    EXPECT_EQ(answer(problem("consensus", 3, 1, 1, 1, view)), Answer::kInfeasible);
    EXPECT_EQ(answer(problem("consensus", 4, 2, 2, 2, view)), Answer::kInfeasible);
  }
}

TEST(Theory, ALoneSurvivorCanNotDisagree) {
  for (const auto& [n, f] : {std::pair(2, 1), {3, 2}, {4, 3}}) {
    EXPECT_EQ(answer(problem("consensus", n, f, f, 2)), Answer::kFound) << n << " " << f;
  }
}

TEST(Theory, OneStateForgetsWhatWasHeard) {
  for (const model::View view : model::kAllViews) {
    EXPECT_EQ(answer(problem("consensus", 2, 0, 2, 1, view)), Answer::kInfeasible);
    EXPECT_EQ(answer(problem("consensus", 2, 0, 2, 2, view)), Answer::kFound);
    EXPECT_EQ(answer(problem("consensus", 3, 1, 2, 1, view)), Answer::kInfeasible);
  }
}

TEST(Theory, WithoutFaultsOneRoundIsEnough) {
  for (const std::string spec : {"consensus", "correct-consensus", "atomic-commit", "k-set-agreement"}) {
    EXPECT_EQ(answer(problem(spec, 3, 0, 1, 1)), Answer::kFound) << spec;
  }
}

TEST(Theory, TwoValuesOfThreeCanBeAgreedOnInOneRoundWithOneCrash) {
  for (const model::View view : model::kAllViews) {
    EXPECT_EQ(answer(problem("k-set-agreement", 3, 1, 1, 1, view)), Answer::kFound);
  }
  // floor(f / k) + 1 rounds (Chaudhuri and others): two crashes need two rounds where three can disagree.
  EXPECT_EQ(answer(problem("k-set-agreement", 3, 2, 2, 3, model::View::kCounts)), Answer::kFound);
}

TEST(Theory, CrashedProcessesDecideNothingSoUniformityCostsNothing) {
  for (const int rounds : {1, 2}) {
    EXPECT_EQ(answer(problem("correct-consensus", 3, 1, rounds, 2)),
              answer(problem("consensus", 3, 1, rounds, 2)));
  }
}

}  // namespace
}  // namespace ggms::synth
