// Tests growing settings: growth finds the smallest feasible one, and rules out all smaller ones.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/fixtures.h"
#include "synth/synthesis.h"

namespace ggms::synth {
namespace {

using testing::HasSubstr;

struct Tried {
  int rounds;
  int states;
  Answer answer;
  bool operator==(const Tried&) const = default;
};

std::ostream& operator<<(std::ostream& out, const Tried& tried) {
  return out << "r=" << tried.rounds << " s=" << tried.states << " answer " << static_cast<int>(tried.answer);
}

std::vector<Tried> attempts(const Growth& growth) {
  std::vector<Tried> tried;
  for (const Attempt& attempt : growth.attempts) {
    if (attempt.full_information && attempt.answer != Answer::kInfeasible) continue;
    tried.push_back({attempt.setting.rounds, attempt.setting.states, attempt.answer});
  }
  return tried;
}

Growth grow(const std::string& spec, int n, int f, const Range& range, base::Stop& stop,
            const std::function<void(const Attempt&, const Result&)>& on_attempt = {}) {
  return synth::grow(model::spec_of(spec), model::setting_of(n, 0, 0, "crash=" + std::to_string(f)), range,
                     engine("exact"), {1, 1}, stop, {}, on_attempt);
}

Growth grow(const std::string& spec, int n, int f, const Range& range) {
  base::Stop stop;
  return grow(spec, n, f, range, stop);
}

Range up_to(int rounds) {
  Range range;
  range.max_rounds = rounds;
  return range;
}

TEST(Growth, ConsensusOfThreeWithOneCrashNeedsTwoRoundsAndTwoStates) {
  const Growth growth = grow("consensus", 3, 1, up_to(3));
  EXPECT_EQ(
      attempts(growth),
      (std::vector<Tried>{{1, 1, Answer::kInfeasible}, {2, 1, Answer::kInfeasible}, {2, 2, Answer::kFound}}));
  EXPECT_EQ(growth.result.answer, Answer::kFound);
  EXPECT_EQ(growth.setting.rounds, 2);
  EXPECT_EQ(growth.setting.states, 2);
  EXPECT_EQ(growth.result.machine->setting(), growth.setting);
}

TEST(Growth, AProblemOfOneRoundNeedsNoMore) {
  EXPECT_EQ(attempts(grow("consensus", 2, 1, up_to(3))), (std::vector<Tried>{{1, 1, Answer::kFound}}));
}

TEST(Growth, StopsAtItsLimitsWithNothing) {
  const Growth growth = grow("consensus", 3, 1, up_to(1));
  EXPECT_EQ(attempts(growth), (std::vector<Tried>{{1, 1, Answer::kInfeasible}}));
  EXPECT_EQ(growth.result.answer, Answer::kInfeasible);
  Range one_state = up_to(3);
  one_state.max_states = 1;
  EXPECT_EQ(attempts(grow("consensus", 3, 1, one_state)),
            (std::vector<Tried>{
                {1, 1, Answer::kInfeasible}, {2, 1, Answer::kInfeasible}, {3, 1, Answer::kInfeasible}}));
}

TEST(Growth, GivenNumbersDoNotGrow) {
  Range rounds;
  rounds.rounds = 2;
  EXPECT_EQ(attempts(grow("consensus", 3, 1, rounds)),
            (std::vector<Tried>{{2, 1, Answer::kInfeasible}, {2, 2, Answer::kFound}}));
  Range states = up_to(3);
  states.states = 2;
  EXPECT_EQ(attempts(grow("consensus", 3, 1, states)),
            (std::vector<Tried>{{1, 2, Answer::kInfeasible}, {2, 2, Answer::kFound}}));
}

TEST(Growth, TellsOfEveryAttemptAsItEnds) {
  std::vector<int> heard;
  base::Stop stop;
  const Growth growth =
      grow("atomic-commit", 2, 1, up_to(3), stop,
           [&](const Attempt& attempt, const Result&) { heard.push_back(attempt.setting.rounds); });
  EXPECT_EQ(heard.size(), growth.attempts.size());
  EXPECT_EQ(growth.result.answer, Answer::kFound);
}

TEST(Growth, StoppedItEndsWithAnUnknownAttempt) {
  std::atomic<bool> interrupted{false};
  base::Stop stop(0, 0, &interrupted);
  const Growth growth =
      grow("consensus", 3, 1, up_to(3), stop, [&](const Attempt&, const Result&) { interrupted = true; });
  EXPECT_EQ(attempts(growth), (std::vector<Tried>{{1, 1, Answer::kInfeasible}}));
  const std::atomic<bool> from_the_start{true};
  base::Stop stopped(0, 0, &from_the_start);
  EXPECT_EQ(attempts(grow("consensus", 3, 1, up_to(3), stopped)),
            (std::vector<Tried>{{1, 1, Answer::kUnknown}}));
}

TEST(Growth, TellsWhatFullInformationSaidOfEachNumberOfRounds) {
  using Said = std::vector<std::optional<AnyStates>>;
  const auto said = [](const Growth& growth) {
    Said list;
    for (const Attempt& attempt : growth.attempts) {
      list.push_back(attempt.full_information);
      EXPECT_TRUE(!attempt.full_information || attempt.any_states);
    }
    return list;
  };
  const std::optional<AnyStates> sized;
  // Once full information has ruled out nothing, it is not asked again.
  Range one_state = up_to(2);
  one_state.max_states = 1;
  EXPECT_EQ(said(grow("consensus", 3, 1, one_state)), (Said{sized, AnyStates::kFeasible, sized}));
  // Too many runs for the quick look: it is asked again after the sized searches.
  Range two_rounds;
  two_rounds.rounds = 2;
  two_rounds.max_states = 2;
  EXPECT_EQ(said(grow("consensus", 4, 2, two_rounds)),
            (Said{AnyStates::kUnknown, sized, sized, AnyStates::kInfeasible}));
}

TEST(Growth, GivesFullInformationAThirdOfWhatIsLeftOrTenTimesTheSizedSearches) {
  constexpr double kForever = std::numeric_limits<double>::infinity();
  EXPECT_DOUBLE_EQ(seconds_for_full_information(900, 0), 300);
  EXPECT_DOUBLE_EQ(seconds_for_full_information(900, 100), 300);
  EXPECT_DOUBLE_EQ(seconds_for_full_information(0.3, 5), 0.1);
  EXPECT_DOUBLE_EQ(seconds_for_full_information(kForever, 0), 10);
  EXPECT_DOUBLE_EQ(seconds_for_full_information(kForever, 1), 10);
  EXPECT_DOUBLE_EQ(seconds_for_full_information(kForever, 7), 70);
  EXPECT_DOUBLE_EQ(Range().seconds_for_full_information(60, 0), 20);
}

TEST(Growth, LeavesOpenWhatFullInformationHasNoTimeFor) {
  // With time it rules out nothing for three processes, and these rounds for four.
  Range two_rounds;
  two_rounds.rounds = 2;
  two_rounds.max_states = 2;
  std::vector<std::pair<double, double>> asked;
  two_rounds.seconds_for_full_information = [&](double left, double searching) {
    asked.emplace_back(left, searching);
    return 0;
  };
  for (const int crashes : {1, 2}) {
    asked.clear();
    const Growth growth = grow("consensus", crashes + 2, crashes, two_rounds);
    int left_open = 0;
    double searching = 0;
    for (const Attempt& attempt : growth.attempts) {
      if (!attempt.any_states) searching += attempt.seconds;
      if (!attempt.full_information) continue;
      EXPECT_EQ(*attempt.full_information, AnyStates::kUnknown);
      ++left_open;
    }
    EXPECT_EQ(growth.result.answer, crashes == 1 ? Answer::kFound : Answer::kInfeasible);
    // The protocol for three is found before it is asked again.
    EXPECT_EQ(left_open, crashes == 1 ? 1 : 2);
    EXPECT_EQ(asked.front(), std::pair(std::numeric_limits<double>::infinity(), 0.0));
    EXPECT_EQ(asked.back().second, crashes == 1 ? 0 : searching);
  }
}

TEST(Growth, TellsFullInformationWhatIsLeftUntilTheDeadline) {
  Range two_rounds;
  two_rounds.rounds = 2;
  two_rounds.max_states = 1;
  constexpr double kSeconds = 10'000;
  double told = 0;
  two_rounds.seconds_for_full_information = [&](double left, double) {
    told = left;
    return left;
  };
  base::Stop stop(kSeconds, 0, nullptr);
  grow("consensus", 3, 2, two_rounds, stop);
  EXPECT_GT(told, 0);
  EXPECT_LT(told, kSeconds);
}

TEST(Growth, EnginesAreKnownByName) {
  EXPECT_EQ(engine_names(), (std::vector<std::string>{"ggms", "mcts", "mcts+dfs", "exact"}));
  EXPECT_THAT(
      model::error_of([] { engine("exakt"); }),
      HasSubstr(
          "engine: unknown engine 'exakt' (did you mean exact?); known are ggms, mcts, mcts+dfs, exact"));
}

}  // namespace
}  // namespace ggms::synth
