// Tests the text about the stronger view: it never claims more than its attempts prove.

#include "report/stronger_view.h"

#include <gtest/gtest.h>

#include <utility>
#include <vector>

#include "model/fixtures.h"

namespace ggms::report {
namespace {

using synth::Answer;

/// The last attempt is the answer.
synth::StrongerView stronger_of(std::vector<synth::Attempt> attempts) {
  synth::StrongerView stronger;
  stronger.growth.setting = attempts.back().setting;
  stronger.growth.result.answer = attempts.back().answer;
  stronger.growth.attempts = std::move(attempts);
  return stronger;
}

synth::Attempt attempt(int rounds, int states, Answer answer, bool any_states = false) {
  return {model::setting_of(3, rounds, states, "crash=1", model::View::kVectorId), answer, 0.25, any_states};
}

const synth::Range kGrown{std::nullopt, std::nullopt, 2, 4};
const synth::Range kTwoOfEach{2, 2, 2, 2};

TEST(StrongerViewText, OfAProtocolHasItsSize) {
  EXPECT_EQ(stronger_view_text(stronger_of({attempt(1, 1, Answer::kFound)}), kGrown),
            "with --view vector+id there is one: 1 round; verified in every execution");
  EXPECT_EQ(
      stronger_view_text(
          stronger_of({attempt(1, 1, Answer::kInfeasible, true), attempt(2, 3, Answer::kFound)}), kGrown),
      "with --view vector+id there is one: 2 rounds, 3 internal states; verified in every execution");
}

TEST(StrongerViewText, OfAnInfeasibleAnswerClaimsWhatWasRuledOut) {
  EXPECT_EQ(
      stronger_view_text(
          stronger_of({attempt(1, 1, Answer::kInfeasible, true), attempt(2, 1, Answer::kInfeasible, true)}),
          kGrown),
      "with --view vector+id it is infeasible, too: no protocol in the view vector+id takes 2 rounds or "
      "fewer, with "
      "any number of states");
  EXPECT_EQ(
      stronger_view_text(stronger_of({attempt(2, 2, Answer::kInfeasible)}), kTwoOfEach),
      "with --view vector+id it is infeasible, too: no protocol in the view vector+id takes 2 rounds with at "
      "most 2 "
      "internal states");
}

TEST(StrongerViewText, OfAHalfAnsweredQuestionClaimsNothing) {
  const char* const open = "with --view vector+id: not decided";
  const synth::Attempt one_round = attempt(1, 1, Answer::kInfeasible, true);
  // Two rounds: not looked at; only with few states; given up.
  EXPECT_EQ(stronger_view_text(stronger_of({one_round}), kGrown), open);
  EXPECT_EQ(stronger_view_text(stronger_of({one_round, attempt(2, 4, Answer::kInfeasible)}), kGrown), open);
  EXPECT_EQ(stronger_view_text(stronger_of({one_round, attempt(2, 1, Answer::kUnknown)}), kGrown), open);
  EXPECT_EQ(stronger_view_text(stronger_of({attempt(2, 1, Answer::kInfeasible)}), kTwoOfEach), open);
  EXPECT_EQ(stronger_view_text({{{}, {}, attempt(1, 1, Answer::kUnknown).setting}}, kGrown), open);
  // A protocol that was withdrawn, as its check was interrupted.
  synth::StrongerView withdrawn = stronger_of({one_round, attempt(2, 2, Answer::kFound)});
  withdrawn.growth.result.answer = Answer::kUnknown;
  EXPECT_EQ(stronger_view_text(withdrawn, kGrown), open);
}

}  // namespace
}  // namespace ggms::report
