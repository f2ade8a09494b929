#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace ggms::base {

/// When a long computation should give up: a deadline, a memory limit, a number of steps, or the user's wish
/// (Ctrl-C). Long loops ask requested() every now and then, and return what they have.
class Stop {
 public:
  enum class Reason { kNone, kInterrupted, kTimeout, kMemory, kSteps };

  Stop() = default;
  /// 0 means no limit. `interrupted` may be null; other code sets it, such as a signal handler.
  Stop(double timeout_seconds, std::uint64_t memory_mib, const std::atomic<bool>* interrupted);

  /// Also stops once requested() has counted this many steps: unlike a deadline, at the same point in every
  /// run.
  void limit_steps(std::uint64_t steps) { steps_left_ = steps; }
  std::uint64_t steps_left() const { return steps_left_; }

  /// Also stops this many seconds from now, if no other deadline comes before.
  void limit_seconds(double seconds);
  /// The seconds until the deadline; infinity if there is none.
  double seconds_left() const;

  /// Whether to stop now. Cheap (a few nanoseconds): it looks at a coarse clock, and checks deadline and
  /// memory only every few milliseconds. A call counts as `steps` steps: more after much work, 0 if only the
  /// other limits matter.
  bool requested(std::size_t steps = 1);
  /// The same, but checks all limits now.
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
