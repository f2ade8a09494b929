#pragma once

#include <mutex>

#include "base/stop.h"
#include "cli/options.h"

namespace ggms::cli {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr double kSlower = 10;  // about how much slower the program is with the sanitizers
#else
inline constexpr double kSlower = 1;
#endif
/// Seconds of processor time in which a command has to end by itself after a limit or a signal; our choice.
inline constexpr double kGrace = 0.7 * kSlower;

/// Starts the clock of all limits, catches Ctrl-C and SIGTERM, and starts the watch. It is the first
/// statement of the program. The watch ends the process (code 3, a line on stderr that says why) if a limit
/// or the first signal has not ended it within kGrace.
void begin_limits();

/// Seconds since begin_limits().
double seconds_since_start();

/// A Stop that these limits, counted from begin_limits(), or the first signal request. From now on the watch
/// enforces these limits too.
base::Stop stop_of(const Limits& limits = {});

/// Whether a limit of the last stop_of() was reached, or a signal came.
bool is_limit_reached();

/// Whether to give up on an output whose reader has taken nothing for so many seconds: after two, if a limit
/// was reached or a signal came. The rest of an answer is worth that patience.
bool ends_stalled_output(double seconds);

/// Ends the watch, because the program gives its answer from now on; only a second signal can still end it.
void settle_answer();

/// While an object of this class exists, the watch does not end the process. For files that are useful only
/// if whole, or only together.
class WholeFiles {
 public:
  WholeFiles();

 private:
  std::unique_lock<std::recursive_mutex> lock_;
};

}  // namespace ggms::cli
