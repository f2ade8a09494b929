// Tests limits of long computations. The only waiting is for a deadline of a millisecond.

#include "base/stop.h"

#include <gtest/gtest.h>

#include <atomic>
#include <limits>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/error.h"

namespace ggms::base {
namespace {

bool requested_within(Stop& stop, int calls) {
  for (int i = 0; i < calls; ++i) {
    if (stop.requested()) return true;
  }
  return false;
}

constexpr int kManyCalls = 100'000;  // far more calls than between two looks at the clock

TEST(Stop, WithoutLimitsItNeverAsksToStop) {
  Stop stop;
  EXPECT_FALSE(requested_within(stop, kManyCalls));
  EXPECT_FALSE(stop.requested_now());
  EXPECT_EQ(stop.reason(), Stop::Reason::kNone);
  Stop no_limits(0, 0, nullptr);
  EXPECT_FALSE(requested_within(no_limits, kManyCalls));
  Stop for_ever(1e300, 0, nullptr);
  EXPECT_FALSE(requested_within(for_ever, kManyCalls));
}

TEST(Stop, AnInterruptIsSeenAtOnceAndStays) {
  std::atomic<bool> interrupted{false};
  Stop stop(0, 0, &interrupted);
  EXPECT_FALSE(stop.requested());
  interrupted = true;
  EXPECT_TRUE(stop.requested());
  EXPECT_EQ(stop.reason(), Stop::Reason::kInterrupted);
  interrupted = false;
  EXPECT_TRUE(stop.requested());
  EXPECT_TRUE(stop.requested_now());
  EXPECT_EQ(stop.reason(), Stop::Reason::kInterrupted);
}

TEST(Stop, APassedDeadlineIsSeenWithinSomeCallsAndAtOnceWhenAsked) {
  constexpr double kNanosecond = 1e-9;
  Stop at_once(kNanosecond, 0, nullptr);
  EXPECT_TRUE(at_once.requested_now());
  EXPECT_EQ(at_once.reason(), Stop::Reason::kTimeout);
  Stop sometime(kNanosecond, 0, nullptr);
  EXPECT_TRUE(requested_within(sometime, kManyCalls));
  Stop after_much_work(kNanosecond, 0, nullptr);
  EXPECT_TRUE(after_much_work.requested(kManyCalls));
}

TEST(Stop, TooMuchMemoryIsSeen) {
  const std::uint64_t now = resident_mib();
  EXPECT_GE(now, 1U);
  Stop stop(0, 1, nullptr);
  const std::vector<char> more(4U << 20U, 'x');  // for a test binary of less than a MiB
  EXPECT_TRUE(stop.requested_now()) << more.size();
  EXPECT_EQ(stop.reason(), Stop::Reason::kMemory);
  Stop plenty(0, std::uint64_t{1} << 40U, nullptr);
  EXPECT_FALSE(plenty.requested_now());
}

TEST(Stop, ALimitOfStepsCountsCallsAndNothingElse) {
  Stop stop;
  stop.limit_steps(1000);
  EXPECT_FALSE(requested_within(stop, 600));
  EXPECT_FALSE(stop.requested(400));
  EXPECT_EQ(stop.steps_left(), 0U);
  EXPECT_FALSE(stop.requested_now()) << "it asks for all limits, and does not count as a step";
  EXPECT_TRUE(stop.requested());
  EXPECT_TRUE(stop.requested_now());
  EXPECT_EQ(stop.reason(), Stop::Reason::kSteps);
  Stop at_once;
  at_once.limit_steps(10);
  EXPECT_TRUE(at_once.requested(11));
}

TEST(Stop, AFurtherDeadlineCountsWhereItIsTheEarlierOne) {
  constexpr double kHour = 3600;  // seconds
  Stop unlimited;
  EXPECT_EQ(unlimited.seconds_left(), std::numeric_limits<double>::infinity());
  Stop stop(kHour, 0, nullptr);
  stop.limit_seconds(2 * kHour);
  EXPECT_LE(stop.seconds_left(), kHour);
  Stop part = stop;
  part.limit_seconds(-1);
  EXPECT_TRUE(part.requested_now());
  EXPECT_EQ(part.reason(), Stop::Reason::kTimeout);
  EXPECT_FALSE(stop.requested_now()) << "the main Stop goes on";
  EXPECT_GT(stop.seconds_left(), 0);
}

TEST(Stop, ReasonsHaveWords) {
  EXPECT_EQ(std::string(to_string(Stop::Reason::kNone)), "");
  EXPECT_EQ(std::string(to_string(Stop::Reason::kInterrupted)), "interrupted");
  EXPECT_EQ(std::string(to_string(Stop::Reason::kTimeout)), "time limit reached");
  EXPECT_EQ(std::string(to_string(Stop::Reason::kMemory)), "memory limit reached");
  EXPECT_EQ(std::string(to_string(Stop::Reason::kSteps)), "step limit reached");
}

TEST(Check, AFailedInvariantSaysWhereAndWhat) {
  EXPECT_NO_THROW(CHECK(1 + 1 == 2));
  try {
    CHECK(1 + 1 == 3);
    FAIL() << "it should have thrown";
  } catch (const InternalError& error) {
    const std::string message = error.what();
    EXPECT_NE(message.find("test_stop.cpp:"), std::string::npos) << message;
    EXPECT_NE(message.find("1 + 1 == 3"), std::string::npos) << message;
  }
}

TEST(Error, CitesFileLineAndColumn) {
  EXPECT_STREQ(Error("a.smt2", 3, 7, "no").what(), "a.smt2:3:7: no");
}

}  // namespace
}  // namespace ggms::base
