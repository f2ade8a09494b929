// Compares the number of scenarios with closed formulas, for a machine and a specification that no scenario
// breaks.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <string>

#include "model/fixtures.h"
#include "verify/scenarios.h"

namespace ggms::verify {
namespace {

using Count = std::uint64_t;

constexpr int kInitial = 2;

Count power(Count base, int exponent) {
  Count value = 1;
  for (int i = 0; i < exponent; ++i) value *= base;
  return value;
}

Count binomial(int n, int k) {
  Count value = 1;
  for (int i = 0; i < k; ++i) value = value * static_cast<Count>(n - i) / static_cast<Count>(i + 1);
  return value;
}

Count sets_up_to(int n, int most) {
  Count sum = 0;
  for (int k = 0; k <= std::min(n, most); ++k) sum += binomial(n, k);
  return sum;
}

model::Setting setting_of(int n, int rounds, const std::string& faults, int states, model::Decide decide) {
  model::Setting setting = model::setting_of(n, rounds, states, faults);
  setting.decide = decide;
  return setting;
}

Count scenarios(int n, int rounds, const std::string& faults, int states = 2,
                model::Decide decide = model::Decide::kLast) {
  static const spec::Spec nothing_to_break = spec::read_spec(
      "(set-logic ALL)(declare-sort Process 0)(declare-datatype Bit ((zero) (one)))"
      "(declare-fun init (Process) Bit)(declare-fun decides (Process Bit) Bool)"
      "(assert (! (forall ((p Process)) (or (decides p zero) (not (decides p zero)))) :named trivial))",
      "trivial.smt2");
  const model::Problem problem(nothing_to_break, setting_of(n, rounds, faults, states, decide));
  const model::Machine machine =
      model::machine_by(problem.setting(), [](int, int, const auto&) { return model::State{0}; });
  base::Stop stop;
  const Check check = check_scenarios(problem, machine, 1, stop);
  EXPECT_EQ(check.verdict, Verdict::kVerified) << faults;
  return check.scenarios;
}

std::string with(const std::string& word, int number) {
  return word + "=" + std::to_string(number);
}

TEST(ScenarioCounts, OfNoFaultsAreTheInitialValues) {
  for (int n = 1; n <= 4; ++n) EXPECT_EQ(scenarios(n, 2, "none"), power(kInitial, n));
}

TEST(ScenarioCounts, OfCrashesAreThePapersInBothReadings) {
  // Each of the k crashing processes crashes in one of r rounds and reaches any of the n - 1 others.
  for (const auto& [n, f, rounds] :
       {std::tuple(2, 1, 2), {2, 2, 2}, {3, 1, 2}, {3, 2, 2}, {3, 2, 3}, {4, 1, 2}}) {
    Count ways = 0;
    for (int k = 0; k <= f; ++k)
      ways += binomial(n, k) * power(static_cast<Count>(rounds) * power(2, n - 1), k);
    EXPECT_EQ(scenarios(n, rounds, with("crash", f)), power(kInitial, n) * ways);
    EXPECT_EQ(scenarios(n, rounds, with("crash-late", f)), power(kInitial, n) * ways);
  }
}

TEST(ScenarioCounts, OfOmissionsAreSetsOfTheMessagesOfThePicked) {
  for (const auto& [n, f, rounds] :
       {std::tuple(2, 1, 3), {2, 2, 2}, {3, 1, 2}, {3, 2, 2}, {4, 1, 2}, {4, 2, 1}}) {
    Count ways = 0;
    for (int k = 0; k <= f; ++k) ways += binomial(n, k) * power(2, k * (n - 1) * rounds);
    EXPECT_EQ(scenarios(n, rounds, with("omission", f)), power(kInitial, n) * ways) << n << " " << f;
  }
}

TEST(ScenarioCounts, OfGeneralOmissionsAreSetsOfTheMessagesFromAndToThePicked) {
  for (const auto& [n, f, rounds] : {std::tuple(2, 1, 3), {2, 2, 2}, {3, 1, 2}, {3, 2, 1}, {4, 1, 1}}) {
    Count ways = 0;
    // All links but those among the n - k others.
    for (int k = 0; k <= f; ++k)
      ways += binomial(n, k) * power(2, (n * (n - 1) - (n - k) * (n - k - 1)) * rounds);
    EXPECT_EQ(scenarios(n, rounds, with("general-omission", f)), power(kInitial, n) * ways) << n << " " << f;
  }
}

TEST(ScenarioCounts, OfByzantineProcessesAreWhatTheySayToEach) {
  for (const model::Decide decide : {model::Decide::kLast, model::Decide::kAny}) {
    for (const auto& [n, f, rounds, states] :
         {std::tuple(2, 1, 2, 3), {2, 2, 2, 2}, {3, 1, 2, 1}, {3, 1, 2, 2}, {3, 2, 1, 2}, {4, 1, 1, 1}}) {
      const int later = states + (decide == model::Decide::kAny ? 2 : 0);
      Count ways = 0;
      for (int k = 0; k <= f; ++k) {
        // An initial value or nothing in round 1, a state or nothing later on.
        ways += binomial(n, k) * power(kInitial + 1, k * (n - 1)) *
                power(static_cast<Count>(later) + 1, k * (n - 1) * (rounds - 1));
      }
      EXPECT_EQ(scenarios(n, rounds, with("byzantine", f), states, decide), power(kInitial, n) * ways)
          << n << " " << f;
    }
  }
}

TEST(ScenarioCounts, OfLossesAreSetsOfLinks) {
  for (const auto& [n, k, rounds] :
       {std::tuple(1, 3, 2), {2, 1, 3}, {2, 5, 2}, {3, 1, 2}, {3, 2, 2}, {3, 3, 1}, {4, 2, 1}}) {
    const int links = n * (n - 1);
    EXPECT_EQ(scenarios(n, rounds, with("loss", k)),
              power(kInitial, n) * power(sets_up_to(links, k), rounds));
    EXPECT_EQ(scenarios(n, rounds, with("loss-total", k)),
              power(kInitial, n) * sets_up_to(links * rounds, k));
  }
}

TEST(ScenarioCounts, OfPartitionsAreSplitsOfSomeRounds) {
  for (const auto& [n, k, rounds] :
       {std::tuple(1, 2, 2), {2, 1, 3}, {3, 1, 2}, {3, 2, 2}, {4, 1, 2}, {4, 3, 3}}) {
    Count ways = 0;
    for (int split = 0; split <= std::min(k, rounds); ++split)
      ways += binomial(rounds, split) * power(power(2, n - 1) - 1, split);
    EXPECT_EQ(scenarios(n, rounds, with("partition", k)), power(kInitial, n) * ways);
  }
}

TEST(ScenarioCounts, MultiplyWhereWordsDoNotMeet) {
  // Two processes, two rounds. None omits: none or one of two messages is lost. One of two does: its
  // message is lost or not, and so is the other's, which is the one that a round may cost.
  EXPECT_EQ(scenarios(2, 2, "omission=1,loss=1"), 4U * (power(1 + 2, 2) + 2 * power(2 * 2, 2)));
  // Two processes, one round: none lies, one of two, or both do, each in one of three ways.
  EXPECT_EQ(scenarios(2, 1, "byzantine=2"), 4U * (1 + 2 * 3 + 3 * 3));
  // Three processes, one round: no split and any of 6 links or none, or one of 3 splits and 2 links within.
  EXPECT_EQ(scenarios(3, 1, "partition=1,loss=1"), 8U * (7 + 3 * 3));
}

TEST(ScenarioCounts, OfOneProcessAreItsFailuresOnly) {
  EXPECT_EQ(scenarios(1, 2, "loss=2,partition=1"), 2U);
  EXPECT_EQ(scenarios(1, 2, "crash=1"), 2U * (1 + 2));
  EXPECT_EQ(scenarios(1, 2, "omission=1"), 2U * 2);
  EXPECT_EQ(scenarios(1, 2, "byzantine=1"), 2U * 2);
}

}  // namespace
}  // namespace ggms::verify
