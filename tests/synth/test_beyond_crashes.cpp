// Tests the README's settings beyond crashes with the exact engine: the auditor certifies the found
// protocols, and every premise holds in a run with faults.

#include <gtest/gtest.h>

#include <string>

#include "audit/certify.h"
#include "files/protocol.h"
#include "model/fixtures.h"
#include "synth/exact.h"
#include "synth/synthesis.h"
#include "verify/explicit.h"

namespace ggms::synth {
namespace {

using model::View;

Growth grown(const std::string& spec, int n, const std::string& faults, View view, const Range& range,
             model::Decide decide = model::Decide::kLast) {
  model::Setting setting = model::setting_of(n, 1, 1, faults, view);
  setting.decide = decide;
  setting = model::Problem(model::spec_of(spec), setting).setting();
  base::Stop stop;
  return grow(model::spec_of(spec), setting, range, engine("exact"), {}, stop, {}, {});
}

void expect_sound(const std::string& spec, const Growth& growth) {
  ASSERT_EQ(growth.result.answer, Answer::kFound);
  const model::Problem problem(model::spec_of(spec), growth.setting);
  const std::string text = files::write_protocol({problem, *growth.result.machine, {}, {}});
  EXPECT_TRUE(audit::certify_protocol(text, spec).good());
  verify::ExplicitOptions with_uses;
  with_uses.uses = true;
  base::Stop stop;
  const verify::Check check = verify::check_explicit(problem, *growth.result.machine, with_uses, stop);
  EXPECT_EQ(check.verdict, verify::Verdict::kVerified);
  for (const verify::PropertyUse& use : check.uses)
    EXPECT_TRUE(!use.has_premise || use.premise_held_with_faults);
}

TEST(BeyondCrashes, ThreeProcessesAgreeUnlessGeneralsAreLeft) {
  expect_sound("consensus", grown("consensus", 3, "crash=2", View::kVector, {3, 2, 3, 2}));
  const Growth lossy = grown("consensus", 3, "loss=1", View::kVector, {std::nullopt, std::nullopt, 2, 4});
  expect_sound("consensus", lossy);
  EXPECT_EQ(lossy.setting.rounds, 2);
  EXPECT_EQ(lossy.setting.states, 2);
  const Growth both =
      grown("consensus", 3, "crash=1,loss=1", View::kVector, {std::nullopt, std::nullopt, 3, 2});
  EXPECT_EQ(both.result.answer, Answer::kInfeasible);
  EXPECT_TRUE(both.attempts.back().any_states);
}

TEST(BeyondCrashes, FourElectALeaderThoughOneLies) {
  const Growth two = grown("leader-election", 4, "byzantine=1", View::kVectorId, {2, 2, 2, 2});
  EXPECT_EQ(two.result.answer, Answer::kInfeasible);
  expect_sound("leader-election", grown("leader-election", 4, "byzantine=1", View::kVectorId, {3, 2, 3, 2}));
}

TEST(BeyondCrashes, FiveAndSevenElectALeaderThoughOneLies) {
  for (const int n : {5, 7})
    expect_sound("leader-election",
                 grown("leader-election", n, "byzantine=1", View::kVectorId, {3, 2, 3, 2}));
}

TEST(SlowBeyondCrashes, FiveElectOneOfThreeThoughOneLies) {
  expect_sound("leader-election-of-three",
               grown("leader-election-of-three", 5, "byzantine=1", View::kVectorId, {3, 3, 3, 3}));
}

TEST(BeyondCrashes, FourProcessesThatDoNotKnowWhoTheyAreTakeSixStatesInTwoRounds) {
  for (const std::string spec : {"leader-election", "correct-consensus"}) {
    const Growth five = grown(spec, 4, "byzantine=1", View::kVector, {2, 5, 2, 5});
    EXPECT_EQ(five.result.answer, Answer::kInfeasible) << spec;
    expect_sound(spec, grown(spec, 4, "byzantine=1", View::kVector, {2, 6, 2, 6}));
  }
}

TEST(BeyondCrashes, SevenReplicateAnUpdateThroughACrashAndASplit) {
  const Growth growth = grown("replication", 7, "crash=1,partition=1", View::kVector, {2, 2, 2, 2});
  expect_sound("replication", growth);
}

TEST(BeyondCrashes, FewFailuresMakeForEarlyDecisions) {
  for (const std::string spec : {"early-consensus", "early-uniform-consensus"}) {
    const Growth growth = grown(spec, 4, "crash=2", View::kCounts, {3, 2, 3, 2}, model::Decide::kAny);
    ASSERT_EQ(growth.result.answer, Answer::kFound) << spec;
  }
}

}  // namespace
}  // namespace ggms::synth
