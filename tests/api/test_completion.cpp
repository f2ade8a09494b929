// Tests the completion of protocols that lack entries, lack none, have wrong marks, or are wrong.

#include "api/completion.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <optional>
#include <string>

#include "api/inputs.h"
#include "base/error.h"
#include "base/stopped.h"
#include "cli/program.h"
#include "model/fixtures.h"
#include "synth/exact.h"
#include "verify/explicit.h"

namespace ggms::api {
namespace {

using testing::IsEmpty;
using testing::Not;
using verify::Verdict;

/// The exact engine's protocol, which lacks the entries that no execution needs.
std::string partial() {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(3, 3, 2, "crash=2"));
  base::Stop stop;
  const synth::Result result = synth::exact(problem, {}, stop, {});
  return files::write_protocol({problem, result.machine.value(), {}, {}});
}

Completion completed(const std::string& text) {
  base::Stop stop;
  base::Phases time;
  return complete(read_protocol(text, "given", stop), text, stop, time);
}

TEST(Completion, FillsInMissingEntries) {
  const std::string text = partial();
  base::Stop stop;
  const files::Protocol given = read_protocol(text, "given", stop);
  const Completion answer = completed(text);
  ASSERT_TRUE(answer.is_completed());
  const auto all = answer.protocol.machine.entries();
  EXPECT_EQ(all.size(), 78U) << "3^3 - 1 in each of three rounds";
  EXPECT_EQ(answer.added, all.size() - given.machine.entries().size());
  EXPECT_GT(answer.added, 0U);
  EXPECT_EQ(answer.protocol.unneeded.size(), answer.added);
  for (const auto& [entry, next] : given.machine.entries())
    EXPECT_EQ(answer.protocol.machine.next(entry), next);

  const files::Protocol read = read_protocol(answer.text, "completed", stop);
  EXPECT_EQ(read.machine.entries(), all);
  EXPECT_EQ(read.unneeded, answer.protocol.unneeded);
  EXPECT_EQ(verify::check_explicit(read.problem, read.machine, {}, stop).total_configurations(),
            answer.check.total_configurations());
}

TEST(Completion, KeepsTheTextOfATotalProtocol) {
  const std::string total = completed(partial()).text;
  const std::string by_hand = " " + total + "\n";  // not in the layout of ggms
  const Completion answer = completed(by_hand);
  EXPECT_EQ(answer.text, by_hand);
  EXPECT_EQ(answer.added, 0U);
}

TEST(Completion, CorrectsWrongMarks) {
  const Completion right = completed(partial());
  files::Protocol lie = right.protocol;
  lie.unneeded.clear();
  const Completion answer = completed(files::write_protocol(lie));
  EXPECT_EQ(answer.text, right.text);
  EXPECT_EQ(answer.added, 0U);
}

TEST(Completion, ReportsTheViolationOfAWrongProtocol) {
  const std::string text = cli::flood_set(4, 2, 2);
  const Completion answer = completed(text);
  EXPECT_FALSE(answer.is_completed());
  EXPECT_EQ(answer.check.verdict, Verdict::kViolated);
  EXPECT_THAT(answer.check.violations, Not(IsEmpty()));
  EXPECT_EQ(answer.text, "");
  base::Stop stop;
  EXPECT_EQ(answer.protocol.machine.entries(), read_protocol(text, "given", stop).machine.entries());
}

TEST(Completion, IsUnknownWhereItIsInterrupted) {
  const std::string text = partial();
  base::Stop never;
  files::Protocol given = read_protocol(text, "given", never);
  const std::atomic<bool> interrupted{true};
  base::Stop stop(0, 0, &interrupted);
  base::Phases time;
  const Completion answer = complete(std::move(given), text, stop, time);
  EXPECT_EQ(answer.check.verdict, Verdict::kUnknown);
  EXPECT_EQ(answer.why_ended, "interrupted");
  EXPECT_EQ(answer.text, "");
  EXPECT_GT(time.seconds("completing"), 0);
}

TEST(Completion, GivesAllOrNothingWhereverItIsStopped) {
  const std::string text = partial();
  const std::string whole = completed(text).text;
  base::Stop never;
  const files::Protocol given = read_protocol(text, "given", never);
  int unfinished = 0;
  std::optional<std::string> last;
  for (std::uint64_t steps = 1; !last; steps += 1 + steps / 8) {
    base::Stop stop;
    stop.limit_steps(steps);
    base::Phases time;
    try {
      const Completion answer = complete(given, text, stop, time);
      if (answer.is_completed()) {
        last = answer.text;
      } else {
        EXPECT_EQ(answer.check.verdict, Verdict::kUnknown);
        EXPECT_EQ(answer.text, "");
        ++unfinished;
      }
    } catch (const base::Stopped&) {
      ++unfinished;
    }
  }
  EXPECT_EQ(last, whole);
  EXPECT_GT(unfinished, 0);
}

TEST(Completion, RefusesATotalMachineThatWouldBeTooLarge) {
  const model::Problem problem = model::problem_of("consensus", model::setting_of(13, 2, 2, "crash=1"));
  const std::string text = files::write_protocol({problem, model::Machine(problem.setting()), {}, {}});
  EXPECT_THAT(model::error_of([&] { completed(text); }), testing::HasSubstr("1000000 are the most"));
}

TEST(Completion, RecognisesASpecificationInPlaceOfAProtocol) {
  EXPECT_THAT(model::error_of([] { completed("; a comment\n(declare-sort Process 0)"); }),
              testing::StartsWith("given: looks like a specification"));
}

}  // namespace
}  // namespace ggms::api
