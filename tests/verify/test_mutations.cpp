// Tests every single-entry mutation of found protocols: the explicit checker refutes exactly those that brute
// force refutes. So every entry of a protocol matters, and the checker sees every entry.

#include <gtest/gtest.h>

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
  int crashes;
  int states;
};

struct Tally {
  int refuted = 0;
  int still_right = 0;
};

void mutate_all(const Made& made, model::View view, Tally& tally) {
  const model::Setting wanted = model::setting_of(made.processes, made.rounds, made.states,
                                                  "crash=" + std::to_string(made.crashes), view);
  const model::Problem problem = model::problem_of(made.spec, wanted);
  SCOPED_TRACE(made.spec + ", " + model::describe(wanted));
  base::Stop stop;
  const auto found = synth::exact(problem, {1, 1}, stop, {});
  ASSERT_EQ(found.answer, synth::Answer::kFound);
  Explicit checker(problem);
  ExplicitOptions verdict_only;
  verdict_only.count = false;
  for (const auto& [entry, right] : found.machine->entries()) {
    for (int other = 0; other < problem.setting().alphabet(entry.round); ++other) {
      if (other == right) continue;
      model::Machine machine = *found.machine;
      machine.set(entry, static_cast<model::State>(other));
      const Check fast = checker.check(machine, verdict_only, stop);
      const Check slow = check_scenarios(problem, machine, 1, stop);
      ASSERT_EQ(fast.verdict, slow.verdict)
          << "round " << entry.round << " slot " << entry.slot << " key " << entry.key << " to " << other;
      ++(slow.verdict == Verdict::kVerified ? tally.still_right : tally.refuted);
      if (slow.verdict == Verdict::kVerified) continue;
      const Check shown = check_explicit(problem, machine, verdict_only, stop);
      EXPECT_TRUE(support::same(shown.violations.at(0).scenario, slow.violations.at(0).scenario));
      EXPECT_EQ(shown.violations.at(0).property, slow.violations.at(0).property);
    }
  }
}

TEST(Mutations, OfProtocolsForTwoAndThreeProcesses) {
  Tally tally;
  for (const model::View view : model::kAllViews) {
    for (const Made& made :
         {Made{"consensus", 2, 2, 1, 2}, Made{"consensus", 3, 2, 1, 2}, Made{"consensus", 3, 3, 2, 2},
          Made{"correct-consensus", 3, 2, 1, 2}, Made{"atomic-commit", 2, 2, 1, 2},
          Made{"atomic-commit", 3, 2, 1, 2}, Made{"k-set-agreement", 3, 1, 1, 1}}) {
      mutate_all(made, view, tally);
    }
  }
  EXPECT_GE(tally.refuted, 700);
  EXPECT_GE(tally.still_right, 10);
}

TEST(Mutations, OfProtocolsForFourProcesses) {
  Tally tally;
  mutate_all({"consensus", 4, 2, 1, 2}, model::View::kVector, tally);
  mutate_all({"atomic-commit", 4, 2, 1, 2}, model::View::kCounts, tally);
  EXPECT_GE(tally.refuted, 25);
}

TEST(SlowMutations, OfLargerProtocols) {
  Tally tally;
  for (const model::View view : model::kAllViews) {
    for (const Made& made : {Made{"consensus", 4, 2, 1, 2}, Made{"consensus", 4, 3, 2, 2},
                             Made{"atomic-commit", 3, 3, 2, 2}, Made{"atomic-commit", 4, 2, 1, 2},
                             Made{"k-set-agreement", 3, 2, 2, 3}, Made{"k-set-agreement", 4, 2, 2, 3}}) {
      if (made.processes == 4 && made.spec == "k-set-agreement" &&
          (view == model::View::kVector || view == model::View::kVectorId)) {
        continue;  // thousands of entries
      }
      mutate_all(made, view, tally);
    }
  }
  EXPECT_GE(tally.refuted, 1500);
}

}  // namespace
}  // namespace ggms::verify
