// Limits of long computations.

#include "base/stop.h"

#include <unistd.h>

#include <fstream>

namespace ggms::base {

namespace {

constexpr std::size_t kCallsPerLook =
    256;  // calls of requested() between two looks at the clock and at memory

}  // namespace

Stop::Stop(double timeout_seconds, std::uint64_t memory_mib, const std::atomic<bool>* interrupted)
    : interrupted_(interrupted), memory_mib_(memory_mib) {
  using Clock = std::chrono::steady_clock;
  constexpr double kForever = 1e9;  // seconds; past it the clock's arithmetic would overflow
  if (timeout_seconds > 0 && timeout_seconds < kForever) {
    deadline_ = Clock::now() +
                std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(timeout_seconds));
  }
}

bool Stop::requested(std::size_t calls) {
  if (reason_ != Reason::kNone) return true;
  if (interrupted_ != nullptr && interrupted_->load(std::memory_order_relaxed)) {
    reason_ = Reason::kInterrupted;
    return true;
  }
  if (calls > steps_left_) {
    reason_ = Reason::kSteps;
    return true;
  }
  steps_left_ -= calls;
  calls_ += calls;
  if (calls_ < kCallsPerLook) return false;
  calls_ = 0;
  return requested_now();
}

bool Stop::requested_now() {
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
