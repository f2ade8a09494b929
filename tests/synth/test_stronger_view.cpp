// Tests the question in the view vector+id after an infeasible answer in another view: its answer agrees with
// the exact engine without limits, and is the same in every run.

#include "synth/stronger_view.h"

#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <string>

#include "model/fixtures.h"
#include "support/brute.h"
#include "support/cases.h"
#include "support/drafts.h"
#include "synth/claim.h"
#include "synth/exact.h"

namespace ggms::synth {
namespace {

using model::View;

/// One process has to differ from the others, and there are no faults that could make a difference.
constexpr const char* kElection = R"(
(set-logic ALL)
(declare-sort Process 0)
(declare-datatypes ((V 0)) (((a) (b))))
(declare-fun init (Process) V)
(declare-fun decides (Process V) Bool)
(assert (! (exists ((p Process)) (decides p a)) :named somebody))
(assert (! (forall ((p Process) (q Process)) (=> (and (decides p a) (decides q a)) (= p q))) :named one))
)";

Range exactly(int rounds, std::optional<int> states) {
  Range range;
  range.rounds = rounds;
  range.states = states;
  return range;
}

std::optional<StrongerView> ask(const spec::Spec& spec, const model::Setting& setting, const Range& range,
                                const base::Stop& limits = base::Stop()) {
  return ask_stronger_view(spec, setting, range, {1, 1}, limits, {});
}

TEST(StrongerView, FindsTheProtocolOfProcessesThatKnowWhoTheyAre) {
  const spec::Spec spec = spec::read_spec(kElection, "election.smt2");
  for (const View view : {View::kVector, View::kCounts, View::kCountsOwn}) {
    const model::Setting setting = model::setting_of(3, 1, 1, "none", view);
    const Range range = exactly(1, std::nullopt);
    base::Stop stop;
    ASSERT_EQ(exact(model::Problem(spec, setting), {1, 1}, stop, {}).answer, Answer::kInfeasible);
    const auto stronger = ask(spec, setting, range);
    ASSERT_TRUE(stronger);
    ASSERT_EQ(answer_of(stronger->growth, range), Answer::kFound);
    EXPECT_EQ(stronger->growth.setting.view, View::kVectorId);
    const model::Problem problem(spec, stronger->growth.setting);
    EXPECT_TRUE(support::is_right(problem, stronger->growth.result.machine.value()));
  }
}

TEST(StrongerView, IsNotAskedWhereProcessesKnowWhoTheyAre) {
  const model::Setting setting = model::setting_of(3, 1, 1, "crash=1", View::kVectorId);
  EXPECT_FALSE(ask(model::spec_of("consensus"), setting, exactly(1, 1)));
}

TEST(StrongerView, ClaimsAnyNumberOfStatesOnlyWhereFullInformationRuledOutEachRound) {
  // Consensus of four with two crashes needs three rounds, in every view.
  const spec::Spec& spec = model::spec_of("consensus");
  const model::Setting setting = model::setting_of(4, 1, 1, "crash=2");
  Range grown;
  grown.max_rounds = 2;
  const auto open = ask(spec, setting, grown);
  EXPECT_EQ(answer_of(open->growth, grown), Answer::kInfeasible);
  EXPECT_TRUE(is_for_any_states(open->growth, grown));

  const Range two_states = exactly(2, 2);
  const auto given = ask(spec, setting, two_states);
  EXPECT_EQ(answer_of(given->growth, two_states), Answer::kInfeasible);
  EXPECT_FALSE(is_for_any_states(given->growth, two_states));

  // Where decisions come in any round, full information knows nothing: then some numbers of states are
  // infeasible, which is no answer about all of them.
  model::Setting early = setting;
  early.decide = model::Decide::kAny;
  Range few = exactly(2, std::nullopt);
  few.max_states = 1;
  const auto some = ask(spec, early, few);
  ASSERT_FALSE(some->growth.attempts.empty());
  EXPECT_EQ(some->growth.attempts.back().answer, Answer::kInfeasible);
  EXPECT_EQ(answer_of(some->growth, few), Answer::kUnknown);
}

TEST(StrongerView, SaysNothingOfTooLargeSettings) {
  const spec::Spec spec = spec::read_spec(kElection, "election.smt2");
  for (const int processes : {11, 100, 1000}) {
    const Range range = exactly(1, 1);
    const auto stronger = ask(spec, model::setting_of(processes, 1, 1, "none", View::kCounts), range);
    EXPECT_EQ(answer_of(stronger->growth, range), Answer::kUnknown);
    EXPECT_TRUE(stronger->growth.attempts.empty());
  }
}

TEST(StrongerView, EndsAtTheSamePlaceInEveryRun) {
  const Range range = exactly(2, 2);
  const model::Setting setting = model::setting_of(7, 2, 2, "omission=2", View::kCounts);
  const auto first = ask(model::spec_of("consensus"), setting, range);
  const auto second = ask(model::spec_of("consensus"), setting, range);
  EXPECT_EQ(answer_of(first->growth, range), Answer::kUnknown) << "too easy to be cut off";
  EXPECT_EQ(answer_of(second->growth, range), Answer::kUnknown);
  EXPECT_GT(first->growth.result.statistics.candidates, 0U);
  EXPECT_EQ(first->growth.result.statistics.candidates, second->growth.result.statistics.candidates);
  EXPECT_EQ(first->growth.result.statistics.clauses, second->growth.result.statistics.clauses);
}

TEST(StrongerView, SaysNothingAfterAnInterrupt) {
  const std::atomic<bool> interrupted{true};
  for (const std::optional<int> states : {std::optional<int>(), std::optional(2)}) {
    const Range range = exactly(2, states);
    const auto stronger = ask(model::spec_of("consensus"), model::setting_of(4, 1, 1, "crash=2"), range,
                              base::Stop(0, 0, &interrupted));
    EXPECT_EQ(answer_of(stronger->growth, range), Answer::kUnknown);
  }
}

/// The error in the answer about a random problem; "" if there is none. `known` counts definite ones.
std::string mistake(const support::Case& test_case, bool open, int& known) {
  const spec::Spec spec = support::read(test_case.draft);
  const model::Setting& setting = test_case.setting;
  Range range = exactly(setting.rounds, open ? std::nullopt : std::optional(setting.states));
  range.max_states = 3;
  const auto stronger = ask(spec, setting, range);
  const Answer answer = answer_of(stronger->growth, range);
  if (answer == Answer::kUnknown) return "";
  ++known;
  if (answer == Answer::kFound) {
    const model::Problem problem(spec, stronger->growth.setting);
    return support::is_right(problem, *stronger->growth.result.machine) ? "" : "the machine is wrong";
  }
  for (int states = 1; states <= (open ? range.max_states : setting.states); ++states) {
    model::Setting more = setting;
    more.view = View::kVectorId;
    more.states = states;
    base::Stop stop;
    if (exact(model::Problem(spec, more), {2, 1}, stop, {}).answer == Answer::kFound)
      return "there is a protocol with " + std::to_string(states) + " states";
  }
  return "";
}

TEST(StrongerView, AgreesWithTheExactEngineOnRandomProblems) {
  base::Rng rng(1, "stronger view");
  int known = 0;
  for (int i = 0; i < 120; ++i) {
    support::Case test_case = support::random_problem(rng);
    if (test_case.setting.view == View::kVectorId) test_case.setting.view = View::kCounts;
    base::Stop stop;
    // The stronger view is asked only after an infeasible answer.
    if (exact(support::problem_of(test_case), {1, 1}, stop, {}).answer != Answer::kInfeasible) continue;
    const bool open = rng.coin();
    EXPECT_EQ(mistake(test_case, open, known), "") << "open: " << open << "\n"
                                                   << support::describe(test_case);
  }
  EXPECT_GE(known, 30);
}

}  // namespace
}  // namespace ggms::synth
