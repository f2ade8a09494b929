// Tests the order of claims that `ggms certify -s` relies on (audit/subject.cpp): a protocol with few
// internal states is also one with more, for all faults, views and times of decisions.

#include <gtest/gtest.h>

#include <algorithm>

#include "audit/certify.h"
#include "base/rng.h"
#include "files/protocol.h"
#include "model/fixtures.h"
#include "support/cases.h"
#include "synth/exact.h"
#include "verify/explicit.h"

namespace ggms::synth {
namespace {

/// The same machine with one more internal state, which no process ever takes; receivers treat it like the
/// first state.
model::Machine with_idle_state(const model::Problem& problem, const model::Machine& machine) {
  model::Setting larger = problem.setting();
  const int idle = larger.states++;
  const auto old_state = [&](int state) { return state == idle ? 0 : state > idle ? state - 1 : state; };
  return model::machine_by(larger, [&](int round, int slot, const model::Received& seen) {
    model::Received old = seen;
    if (round > 1) {
      for (int& state : old.by_sender) state = state == model::kLost ? state : old_state(state);
      if (old.own != model::kLost) old.own = old_state(old.own);
      if (!old.counts.empty()) {
        const auto at = static_cast<std::size_t>(idle);
        old.counts[0] += old.counts[at];
        old.counts.erase(old.counts.begin() + idle);
      }
    }
    const model::State next = machine.next({round, slot, machine.keys(round).encode(old)});
    const bool is_missing = next == model::Machine::kUndefined;
    const bool is_last = round == larger.rounds;
    if (is_missing) return model::State{0};
    return static_cast<model::State>(!is_last && next >= idle ? next + 1 : next);
  });
}

TEST(StrongerClaims, AProtocolWithFewStatesIsOneWithMore) {
  base::Rng rng(7, "stronger");
  base::Stop stop;
  int found = 0;
  int with_liars = 0;
  int by_counts = 0;
  int early = 0;
  for (int i = 0; found < 250; ++i) {
    ASSERT_LT(i, 5000);
    const support::Case blank = support::random_problem(rng);
    const model::Problem problem = support::problem_of(blank);
    if (problem.setting().rounds < 2) continue;
    const Result result = exact(problem, {}, stop, {});
    if (result.answer != Answer::kFound) continue;
    const model::Machine larger = with_idle_state(problem, *result.machine);
    const model::Problem more(problem.specification(), larger.setting());
    ASSERT_EQ(verify::check_explicit(more, larger, {}, stop).verdict, verify::Verdict::kVerified)
        << support::describe(blank);
    ASSERT_TRUE(audit::certify_protocol(files::write_protocol({more, larger, {}, {}}), "p").good());
    ++found;
    const std::string faults = model::to_string(problem.setting().faults);
    with_liars += faults.find("byzantine") != std::string::npos ? 1 : 0;
    by_counts += problem.setting().view >= model::View::kCounts ? 1 : 0;
    early += problem.setting().decide == model::Decide::kAny ? 1 : 0;
  }
  EXPECT_GT(with_liars, 20);
  EXPECT_GT(by_counts, 50);
  EXPECT_GT(early, 20);
}

}  // namespace
}  // namespace ggms::synth
