// Limits of long computations. Loops differ in how much work they do between two calls, so counting calls
// would not say when to look at the clock again. Instead each call reads the coarse clock, which the kernel
// advances every few milliseconds and which takes 5 ns to read; only when it has moved far enough does the
// call check deadline and memory.

#include "base/stop.h"

#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <fstream>

#include "base/stop_probe.h"

namespace ggms::base {

namespace {

constexpr std::int64_t kLook = 10'000'000;  // ns between two looks at deadline and memory: 0.1 % of the time

std::int64_t coarse_time() {
  constexpr std::int64_t kSecond = 1'000'000'000;  // ns
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC_COARSE, &time);
  return time.tv_sec * kSecond + time.tv_nsec;
}

}  // namespace

Stop::Stop(double timeout_seconds, std::uint64_t memory_mib, const std::atomic<bool>* interrupted)
    : interrupted_(interrupted), memory_mib_(memory_mib) {
  if (timeout_seconds > 0) limit_seconds(timeout_seconds);
}

void Stop::limit_seconds(double seconds) {
  using Clock = std::chrono::steady_clock;
  constexpr double kForever = 1e9;  // seconds; more would overflow the clock's arithmetic
  if (seconds >= kForever) return;
  const auto length = std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
  deadline_ = std::min(deadline_, Clock::now() + length);
}

double Stop::seconds_left() const {
  using Clock = std::chrono::steady_clock;
  if (deadline_ == Clock::time_point::max()) return std::numeric_limits<double>::infinity();
  return std::chrono::duration<double>(deadline_ - Clock::now()).count();
}

bool Stop::requested(std::size_t steps) {
  if (stop_probe::is_on()) stop_probe::note_check();
  if (reason_ != Reason::kNone) return true;
  if (interrupted_ != nullptr && interrupted_->load(std::memory_order_relaxed)) {
    reason_ = Reason::kInterrupted;
    return true;
  }
  if (steps > steps_left_) {
    reason_ = Reason::kSteps;
    return true;
  }
  steps_left_ -= steps;
  const std::int64_t now = coarse_time();
  if (now - looked_ < kLook) return false;
  looked_ = now;
  return look();
}

bool Stop::requested_now() {
  if (stop_probe::is_on()) stop_probe::note_check();
  return look();
}

bool Stop::look() {
  if (reason_ != Reason::kNone) return true;
  if (interrupted_ != nullptr && interrupted_->load(std::memory_order_relaxed)) {
    reason_ = Reason::kInterrupted;
  } else if (std::chrono::steady_clock::now() >= deadline_) {
    reason_ = Reason::kTimeout;
  } else if (memory_mib_ != 0 && resident_mib() > memory_mib_) {
    reason_ = Reason::kMemory;
  }
  return reason_ != Reason::kNone;
}

const char* to_string(Stop::Reason reason) {
  switch (reason) {
    case Stop::Reason::kInterrupted:
      return "interrupted";
    case Stop::Reason::kTimeout:
      return "time limit reached";
    case Stop::Reason::kMemory:
      return "memory limit reached";
    case Stop::Reason::kSteps:
      return "step limit reached";
    case Stop::Reason::kNone:
      break;
  }
  return "";
}

std::uint64_t resident_mib() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t total = 0;
  std::uint64_t resident = 0;
  statm >> total >> resident;
  constexpr std::uint64_t kMiB = 1024 * 1024;
  return resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) / kMiB;
}

}  // namespace ggms::base
