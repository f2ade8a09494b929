// Compares the margin of a protocol with a check of every number of every fault word, one by one.

#include "verify/margin.h"

#include <atomic>

#include <gtest/gtest.h>

#include "base/error.h"
#include "model/fixtures.h"
#include "support/found.h"
#include "verify/explicit.h"

namespace ggms::verify {
namespace {

Check verdict_of(const model::Problem& problem, const model::Machine& machine, base::Stop& stop) {
  ExplicitOptions options;
  options.count = false;
  return Explicit(problem).check(machine, options, stop);
}

std::vector<MarginLine> margin_of(const model::Problem& problem, const model::Machine& machine,
                                  const base::Stop& limits = {}) {
  return margin(
      problem, [&](const model::Problem& more, base::Stop& stop) { return verdict_of(more, machine, stop); },
      limits, [](const model::FaultLimits&) {});
}

/// The setting's problem, but with another number for one word.
model::Problem with_number(const model::Problem& problem, std::size_t word, int number) {
  model::Setting more = problem.setting();
  more.faults.numbers[word] = number;
  return problem.with(more);
}

TEST(Margin, IsWhatACheckOfEachNumberSays) {
  for (const support::Kind& kind : support::feasible_kinds()) {
    if (kind.processes > 3) continue;
    const support::Solved solved = support::solve(kind);
    const std::vector<MarginLine> lines = margin_of(solved.problem, solved.machine);
    ASSERT_EQ(lines.size(), model::kFaultWords);
    for (const MarginLine& line : lines) {
      const std::string place = describe(kind) + ": " + model::fault_word(line.word);
      EXPECT_EQ(line.own, solved.problem.setting().faults.numbers[line.word]) << place;
      EXPECT_EQ(line.why_unknown, "") << place;
      EXPECT_EQ(line.breaks.value_or(line.most + 1), line.holds + 1) << place;
      for (int number = line.own; number <= std::min(line.most, line.holds + 2); ++number) {
        base::Stop stop;
        const model::Problem more = with_number(solved.problem, line.word, number);
        const Check check = verdict_of(more, solved.machine, stop);
        EXPECT_EQ(check.verdict, number <= line.holds ? Verdict::kVerified : Verdict::kViolated)
            << place << "=" << number;
        if (line.breaks == number) {
          EXPECT_EQ(line.property, name_of(more, check.violations.at(0))) << place;
        }
      }
    }
  }
}

TEST(Margin, EndsWithTheMostThatMakesADifference) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(3, 3, 2, "crash=2"));
  for (const MarginLine& line : margin_of(problem, model::floodset(problem.setting()))) {
    const std::string word = model::fault_word(line.word);
    const int most = word == "loss" ? 6 : word == "loss-total" ? 18 : 3;  // 3 processes, 6 links, 3 rounds
    EXPECT_EQ(line.most, most) << word;
    if (word == "crash") {
      EXPECT_EQ(line.holds, 3) << "when all crash, no process is left to disagree";
    }
    if (word == "crash") {
      EXPECT_EQ(line.breaks, std::nullopt);
    }
    if (word == "loss") {
      EXPECT_EQ(line.property, "agreement");
    }
  }
}

TEST(Margin, SaysWhatWasNotDecidedWhereItWasStopped) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(3, 3, 2, "crash=2"));
  const std::atomic<bool> interrupted = true;
  for (const MarginLine& line :
       margin_of(problem, model::floodset(problem.setting()), {0, 0, &interrupted})) {
    EXPECT_EQ(line.why_unknown, "interrupted");
    EXPECT_EQ(line.holds, line.own);
    EXPECT_EQ(line.breaks, std::nullopt);
  }
}

TEST(Margin, NamesTheReasonIfASettingIsTooLargeToCheck) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(3, 3, 2, "crash=2"));
  const model::Machine machine = model::floodset(problem.setting());
  const auto lines = margin(
      problem,
      [&](const model::Problem& more, base::Stop& stop) -> Check {
        if (model::to_string(more.setting().faults).find("partition") != std::string::npos)
          throw base::Error("too large");
        return verdict_of(more, machine, stop);
      },
      {}, [](const model::FaultLimits&) {});
  for (const MarginLine& line : lines)
    EXPECT_EQ(line.why_unknown, model::fault_word(line.word) == "partition" ? "too large" : "");
}

}  // namespace
}  // namespace ggms::verify
