#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace ggms::base {

/// When a long computation should give up: a deadline, a memory limit, or somebody's wish (Ctrl-C). Long
/// loops ask requested() now and then and leave with what they have.
class Stop {
 public:
  enum class Reason { kNone, kInterrupted, kTimeout, kMemory };

  Stop() = default;
  /// 0 means no limit. `interrupted` may be null; it is set from outside, such as by a signal handler.
  Stop(double timeout_seconds, std::uint64_t memory_mib, const std::atomic<bool>* interrupted);

  /// Whether to stop now. Cheap: looks at the clock and at memory only every so many calls; a call after much
  /// work can count as several.
  bool requested(std::size_t calls = 1);
  /// The same, looking at everything at once.
  bool requested_now();
  Reason reason() const { return reason_; }

 private:
  const std::atomic<bool>* interrupted_ = nullptr;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
  std::uint64_t memory_mib_ = 0;
  std::size_t calls_ = 0;
  Reason reason_ = Reason::kNone;
};

/// "interrupted", "time limit reached", "memory limit reached", or "".
const char* to_string(Stop::Reason reason);

/// Resident memory of this process, in MiB.
std::uint64_t resident_mib();

}  // namespace ggms::base
