#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace ggms::base {

/// When a long computation should give up: a deadline, a memory limit, a number of steps, or the user's wish
/// (Ctrl-C). Long loops ask requested() now and then and leave with what they have.
class Stop {
 public:
  enum class Reason { kNone, kInterrupted, kTimeout, kMemory, kSteps };

  Stop() = default;
  /// 0 means no limit. `interrupted` may be null; it is set from outside, such as by a signal handler.
  Stop(double timeout_seconds, std::uint64_t memory_mib, const std::atomic<bool>* interrupted);

  /// Also stops once requested() has counted so many steps: unlike a deadline, at the same place in every
  /// run.
  void limit_steps(std::uint64_t steps) { steps_left_ = steps; }
  std::uint64_t steps_left() const { return steps_left_; }

  /// Also stops when so many seconds from now have passed, if no other deadline comes before.
  void limit_seconds(double seconds);
  /// Until the deadline; infinity if there is none.
  double seconds_left() const;

  /// Whether to stop now. Cheap (some nanoseconds): it looks at a coarse clock, and at the deadline and at
  /// memory each time that some milliseconds have passed. A call counts as so many steps: more after much
  /// work, 0 where only the other limits matter.
  bool requested(std::size_t steps = 1);
  /// The same, looking at everything at once.
  bool requested_now();
  Reason reason() const { return reason_; }

 private:
  bool look();

  const std::atomic<bool>* interrupted_ = nullptr;
  std::chrono::steady_clock::time_point deadline_ = std::chrono::steady_clock::time_point::max();
  std::uint64_t memory_mib_ = 0;
  std::uint64_t steps_left_ = std::numeric_limits<std::uint64_t>::max();
  std::int64_t looked_ = 0;  // coarse time of the last look at deadline and memory, ns
  Reason reason_ = Reason::kNone;
};

/// "interrupted", "time limit reached", "memory limit reached", or "".
const char* to_string(Stop::Reason reason);

/// Resident memory of this process, in MiB.
std::uint64_t resident_mib();

}  // namespace ggms::base
