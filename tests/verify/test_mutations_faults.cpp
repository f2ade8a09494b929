// Tests every single-entry mutation of found protocols, for each fault word: the explicit checker, brute
// force and the auditor agree on each mutant, and refute most mutants.

#include <gtest/gtest.h>

#include <string>

#include "audit/certify.h"
#include "files/protocol.h"
#include "model/fixtures.h"
#include "support/brute.h"
#include "synth/exact.h"
#include "verify/explicit.h"
#include "verify/scenarios.h"

namespace ggms::verify {
namespace {

struct Made {
  std::string spec;
  int processes;
  int rounds;
  std::string faults;
  model::View view = model::View::kVector;
  model::Decide decide = model::Decide::kLast;
};

struct Tally {
  int refuted = 0;
  int still_right = 0;
};

/// If all correct processes start with one value, they decide it; three processes with a liar can do no more.
const spec::Spec& validity() {
  static const spec::Spec spec = spec::read_spec(
      "(set-logic ALL)(declare-sort Process 0)(declare-datatype Bit ((zero) (one)))"
      "(declare-fun init (Process) Bit)(declare-fun decides (Process Bit) Bool)"
      "(declare-fun correct (Process) Bool)"
      "(assert (! (forall ((v Bit)) (=> (forall ((p Process)) (=> (correct p) (= (init p) v)))"
      " (forall ((p Process)) (=> (correct p) (decides p v))))) :named validity))"
      "(assert (! (forall ((p Process)) (=> (correct p) (exists ((v Bit)) (decides p v)))) :named "
      "termination))",
      "validity.smt2");
  return spec;
}

model::Problem problem_of(const Made& made) {
  constexpr int kStates = 2;
  model::Setting setting = model::setting_of(made.processes, made.rounds, kStates, made.faults, made.view);
  setting.decide = made.decide;
  return {made.spec == "validity" ? validity() : model::spec_of(made.spec), setting};
}

/// All checkers on one mutant.
void judge(const model::Problem& problem, const model::Machine& mutant, Tally& tally) {
  base::Stop stop;
  ExplicitOptions verdict_only;
  verdict_only.count = false;
  const Check fast = check_explicit(problem, mutant, verdict_only, stop);
  const Check slow = check_scenarios(problem, mutant, 1, stop);
  ASSERT_EQ(fast.verdict, slow.verdict);
  const auto audit = audit::certify_protocol(files::write_protocol({problem, mutant, {}, {}}), "mutant.json");
  ASSERT_NE(audit.verdict, audit::Certificate::Verdict::kUnknown) << audit.failure;
  ASSERT_EQ(audit.good(), slow.verdict == Verdict::kVerified) << audit.failure;
  ++(slow.verdict == Verdict::kVerified ? tally.still_right : tally.refuted);
  if (slow.verdict == Verdict::kVerified) return;
  EXPECT_TRUE(support::same(fast.violations.at(0).scenario, slow.violations.at(0).scenario));
  EXPECT_EQ(fast.violations.at(0).property, slow.violations.at(0).property);
  EXPECT_NO_THROW(model::validate(fast.violations.at(0).scenario, problem.setting()));
}

Tally mutate_all(const Made& made) {
  Tally tally;
  const model::Problem problem = problem_of(made);
  base::Stop stop;
  const auto found = synth::exact(problem, {1, 1}, stop, {});
  EXPECT_EQ(found.answer, synth::Answer::kFound);
  if (!found.machine) return tally;
  for (const auto& [entry, right] : found.machine->entries()) {
    for (int other = 0; other < problem.setting().alphabet(entry.round); ++other) {
      if (other == right) continue;
      SCOPED_TRACE("round " + std::to_string(entry.round) + " slot " + std::to_string(entry.slot) + " key " +
                   std::to_string(entry.key) + " to " + std::to_string(other));
      model::Machine mutant = *found.machine;
      mutant.set(entry, static_cast<model::State>(other));
      judge(problem, mutant, tally);
      if (testing::Test::HasFatalFailure()) return tally;
    }
  }
  return tally;
}

/// Mutants of all these protocols; more than `caught` percent of them have to be caught.
void expect_caught(const std::vector<Made>& all, int percent) {
  Tally tally;
  for (const Made& made : all) {
    SCOPED_TRACE(made.spec + ", " + model::describe(problem_of(made).setting()));
    const Tally of = mutate_all(made);
    EXPECT_GT(of.refuted, 0);
    tally.refuted += of.refuted;
    tally.still_right += of.still_right;
  }
  EXPECT_GE(tally.refuted * 100, percent * (tally.refuted + tally.still_right))
      << tally.refuted << " refuted, " << tally.still_right << " still right";
}

constexpr model::View kId = model::View::kVectorId;
constexpr model::View kOwn = model::View::kCountsOwn;
constexpr model::Decide kAny = model::Decide::kAny;

TEST(MutationsUnderFaults, OfALateCrash) {
  expect_caught({{"consensus", 3, 2, "crash-late=1"},
                 {"atomic-commit", 2, 2, "crash-late=1", kOwn},
                 {"early-consensus", 3, 2, "crash-late=1", kOwn, kAny}},
                60);
}

TEST(MutationsUnderFaults, OfAnOmission) {
  expect_caught({{"consensus", 3, 2, "omission=1"},
                 {"atomic-commit", 3, 2, "omission=1"},
                 {"correct-consensus", 3, 2, "omission=1", kOwn}},
                60);
}

TEST(MutationsUnderFaults, OfAGeneralOmission) {
  expect_caught({{"correct-consensus", 3, 2, "general-omission=1"},
                 {"correct-consensus", 2, 2, "general-omission=1", kId}},
                60);
}

TEST(MutationsUnderFaults, OfAByzantineProcess) {
  expect_caught({{"validity", 3, 2, "byzantine=1", kOwn},
                 {"validity", 3, 1, "byzantine=1"},
                 {"validity", 3, 1, "byzantine=1", kOwn, kAny}},
                60);
}

TEST(MutationsUnderFaults, OfLosses) {
  expect_caught({{"consensus", 3, 2, "loss=1"},
                 {"consensus", 3, 2, "loss-total=2"},
                 {"atomic-commit", 2, 2, "loss-total=1", kId}},
                60);
}

TEST(MutationsUnderFaults, OfAPartition) {
  expect_caught({{"consensus", 3, 2, "partition=1"},
                 {"atomic-commit", 2, 2, "partition=1", kOwn},
                 {"consensus", 2, 2, "partition=1", kId, kAny}},
                60);
}

}  // namespace
}  // namespace ggms::verify
