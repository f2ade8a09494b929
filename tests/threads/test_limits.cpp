// Tests the thread that watches limits and signals: it ends work that never asks its Stop, and the data that
// it shares with the command and its threads is safe to use concurrently.

#include "cli/limits.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <ctime>
#include <thread>
#include <vector>

namespace ggms::cli {
namespace {

using testing::ExitedWithCode;

/// Uses this much processor time.
void work(double seconds) {
  const std::clock_t start = std::clock();
  while (static_cast<double>(std::clock() - start) < seconds * CLOCKS_PER_SEC) {
  }
}

constexpr double kForLong = 600;  // seconds; the test hangs if the watch does not end it

TEST(LimitsDeathTest, WorkThatNeverAsksIsEndedAtALimitAndAtASignal) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_EXIT(
      {
        begin_limits();
        stop_of({0.01, 0});
        work(kForLong);
      },
      ExitedWithCode(3), "^ggms: time limit reached\n$");
  EXPECT_EXIT(
      {
        begin_limits();
        stop_of({0, 1});
        work(kForLong);
      },
      ExitedWithCode(3), "^ggms: memory limit reached\n$");
  EXPECT_EXIT(
      {
        begin_limits();
        std::raise(SIGTERM);
        work(kForLong);
      },
      ExitedWithCode(3), "^ggms: interrupted\n$");
}

TEST(LimitsDeathTest, AnAnswerThatIsGivenIsNotKeptBack) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_EXIT(
      {
        begin_limits();
        stop_of({0.01, 1});
        settle_answer();
        std::raise(SIGINT);
        work(2 * kGrace);
        std::_Exit(0);
      },
      ExitedWithCode(0), "");
}

/// Runs `body` on some threads, and `meanwhile` on this one, and waits for all.
template <class Body, class Meanwhile>
void with_threads(const Body& body, const Meanwhile& meanwhile) {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) threads.emplace_back(body);
  meanwhile();
  for (std::thread& thread : threads) thread.join();
}

TEST(LimitsDeathTest, ThreadsAskWhileLimitsChange) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_EXIT(
      {
        begin_limits();
        std::atomic<bool> done{false};
        const auto ask = [&] {
          while (!done) {
            const WholeFiles files;
            if (is_limit_reached() || ends_stalled_output(seconds_since_start())) ::_exit(1);
          }
        };
        with_threads(ask, [&] {
          for (int i = 0; i < 2000; ++i) stop_of({i % 2 == 0 ? 0 : kForLong, i % 3 == 0 ? 0U : 1U << 20U});
          done = true;
        });
        settle_answer();
        ::_exit(0);
      },
      ExitedWithCode(0), "^$");
}

TEST(LimitsDeathTest, ASignalReachesEveryThreadThatAsks) {
  testing::GTEST_FLAG(death_test_style) = "threadsafe";
  EXPECT_EXIT(
      {
        begin_limits();
        const auto ask = [] {
          base::Stop stop = stop_of();
          while (!stop.requested()) {
          }
          if (stop.reason() != base::Stop::Reason::kInterrupted) ::_exit(1);
        };
        with_threads(ask, [] { ::kill(::getpid(), SIGINT); });
        settle_answer();
        ::_exit(0);
      },
      ExitedWithCode(0), "^$");
}

}  // namespace
}  // namespace ggms::cli
