// Tests verification as a caller gets it: with other specifications and faults, with replayed
// counterexamples, interrupted, timed.

#include "api/verification.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

#include "api/inputs.h"
#include "cli/program.h"
#include "model/fixtures.h"

namespace ggms::api {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using verify::Verdict;

/// FloodSet for `processes` processes, two of which may crash.
files::Protocol flood_set(int processes, int rounds) {
  base::Stop stop;
  return read_protocol(cli::flood_set(processes, 2, rounds), "flood_set", stop);
}

Verification verified(const files::Protocol& protocol, const Circumstances& circumstances = {},
                      const VerificationOptions& options = {}) {
  base::Stop stop;
  base::Phases time;
  return verify(problem_in(protocol, circumstances), protocol.machine, options, stop, time);
}

TEST(Verification, ReplaysACounterexample) {
  for (const Method method : {Method::kExplicit, Method::kScenarios}) {
    const Verification bad = verified(flood_set(4, 2), {}, {.method = method});
    EXPECT_EQ(bad.check.verdict, Verdict::kViolated);
    ASSERT_THAT(bad.check.violations, Not(IsEmpty()));
    ASSERT_TRUE(bad.execution);
    EXPECT_EQ(bad.why_unknown, "");
    const Verification good = verified(flood_set(3, 3), {}, {.method = method});
    EXPECT_EQ(good.check.verdict, Verdict::kVerified);
    EXPECT_FALSE(good.execution);
    EXPECT_FALSE(good.margin);
  }
}

TEST(Verification, FindsTheMarginOfARightProtocol) {
  std::vector<std::string> looked;
  const VerificationOptions options{.margin = true, .on_margin = [&](const model::FaultLimits& faults) {
                                      looked.push_back(to_string(faults));
                                    }};
  const Verification good = verified(flood_set(3, 3), {}, options);
  ASSERT_TRUE(good.margin);
  EXPECT_THAT(*good.margin, Not(IsEmpty()));
  EXPECT_THAT(looked, Not(IsEmpty()));
  EXPECT_FALSE(verified(flood_set(4, 2), {}, options).margin);
}

TEST(Verification, IsUnknownWhereItIsInterrupted) {
  const std::atomic<bool> interrupted{true};
  base::Stop stop(0, 0, &interrupted);
  base::Phases time;
  const files::Protocol protocol = flood_set(3, 3);
  const Verification answer = verify(protocol.problem, protocol.machine, {}, stop, time);
  EXPECT_EQ(answer.check.verdict, Verdict::kUnknown);
  EXPECT_EQ(answer.why_unknown, "interrupted");
}

TEST(Verification, IsOfTheCircumstances) {
  const files::Protocol bad = flood_set(4, 2);
  EXPECT_EQ(verified(bad, {.properties = {"validity-one"}}).check.verdict, Verdict::kVerified);
  EXPECT_EQ(verified(bad, {.faults = model::parse_faults("crash=1")}).check.verdict, Verdict::kVerified);
  EXPECT_EQ(verified(bad, {.spec = model::spec_of("consensus")}).check.verdict, Verdict::kViolated);
  EXPECT_THAT(model::error_of([&] { verified(bad, {.properties = {"agrement"}}); }),
              HasSubstr("property: unknown property 'agrement' (did you mean agreement?)"));
  EXPECT_THAT(model::error_of([&] { verified(bad, {.spec = model::spec_of("k-set-agreement")}); }),
              HasSubstr("spec: the initial values of"));
}

TEST(Verification, MayLackEntriesUnderMoreFaults) {
  const files::Protocol total = flood_set(3, 3);
  const auto may_lack = [](const files::Protocol& protocol, const std::string& faults) {
    return may_lack_entries(protocol, problem_in(protocol, {.faults = model::parse_faults(faults)}));
  };
  EXPECT_FALSE(may_lack(total, "crash=2,loss=1")) << "it has every possible entry";
  files::Protocol partial = total;
  partial.machine = model::Machine(total.problem.setting());
  EXPECT_TRUE(may_lack(partial, "crash=2,loss=1"));
  EXPECT_FALSE(may_lack(partial, "crash=2"));
  EXPECT_FALSE(may_lack(partial, "crash=1"));
}

TEST(Verification, IsTimedUnlessItIsStopped) {
  const files::Protocol protocol = flood_set(3, 3);
  base::Stop never;
  const auto seconds = cpu_seconds_of_check(protocol.problem, protocol.machine, 3, never);
  ASSERT_TRUE(seconds);
  EXPECT_GT(*seconds, 0);
  const std::atomic<bool> interrupted{true};
  base::Stop stop(0, 0, &interrupted);
  EXPECT_FALSE(cpu_seconds_of_check(protocol.problem, protocol.machine, 3, stop));
}

}  // namespace
}  // namespace ggms::api
