// Tests parallel loops: every index once, exceptions in index order. Also tests an interrupt from another
// thread.

#include "base/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "base/stop.h"

namespace ggms::base {
namespace {

TEST(Parallel, EveryIndexIsVisitedOnceOnAnyNumberOfThreads) {
  for (const int threads : {0, 1, 2, 7, 64}) {
    for (const std::size_t count : {0U, 1U, 2U, 63U, 1000U}) {
      std::vector<std::atomic<int>> visits(count);
      parallel_for(count, threads, [&](std::size_t i) { ++visits[i]; });
      for (const auto& visit : visits) ASSERT_EQ(visit, 1);
    }
  }
}

TEST(Parallel, OneThreadIsTheCallersAndGoesInOrder) {
  std::vector<std::size_t> order;
  const auto caller = std::this_thread::get_id();
  parallel_for(100, 1, [&](std::size_t i) {
    EXPECT_EQ(std::this_thread::get_id(), caller);
    order.push_back(i);
  });
  for (std::size_t i = 0; i < order.size(); ++i) EXPECT_EQ(order[i], i);
}

TEST(Parallel, TheExceptionOfTheLowestIndexComesOutAfterAllHaveRun) {
  for (const int threads : {1, 4}) {
    std::atomic<int> visits{0};
    std::string message;
    try {
      parallel_for(100, threads, [&](std::size_t i) {
        ++visits;
        if (i % 10 == 7) throw std::runtime_error(std::to_string(i));
      });
    } catch (const std::runtime_error& error) {
      message = error.what();
    }
    EXPECT_EQ(message, "7");
    EXPECT_EQ(visits, 100);
  }
}

TEST(Parallel, NestsAndCarriesResults) {
  std::vector<std::vector<int>> results(8, std::vector<int>(8));
  parallel_for(8, 4, [&](std::size_t i) {
    parallel_for(8, 2, [&](std::size_t k) { results[i][k] = static_cast<int>(i * 8 + k); });
  });
  for (std::size_t i = 0; i < 64; ++i) EXPECT_EQ(results[i / 8][i % 8], static_cast<int>(i));
}

TEST(Stop, AnInterruptFromAnotherThreadEndsALoop) {
  std::atomic<bool> interrupted{false};
  Stop stop(0, 0, &interrupted);
  std::thread other([&] { interrupted = true; });
  while (!stop.requested()) {
  }
  other.join();
  EXPECT_EQ(stop.reason(), Stop::Reason::kInterrupted);
}

}  // namespace
}  // namespace ggms::base
