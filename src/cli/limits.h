#pragma once

#include <mutex>

#include "base/stop.h"
#include "cli/options.h"

namespace ggms::cli {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr double kSlower = 10;  // how much longer all takes with the sanitizers, about
#else
inline constexpr double kSlower = 1;
#endif
/// Seconds of processor time that a command has to end by itself after a limit or a signal; ours.
inline constexpr double kGrace = 0.7 * kSlower;

/// Begins the clock of all limits, catches Ctrl-C and SIGTERM, and starts the watch: the first statement of
/// the program. The watch ends the process (code 3, a line on stderr that says why) where a limit or the
/// first signal has not ended it within kGrace.
void begin_limits();

/// Seconds since begin_limits().
double seconds_since_start();

/// What ends the command: these limits, counted from begin_limits(), and the first signal. The watch goes by
/// them, too, from now on.
base::Stop stop_of(const Limits& limits = {});

/// Whether a limit of the last stop_of() is reached, or a signal came.
bool is_limit_reached();

/// Whether to give up on an output whose reader has taken nothing for so many seconds: after two, if a limit
/// is reached or a signal came. What is left of an answer is worth some patience.
bool ends_stalled_output(double seconds);

/// The answer is being given from now on, and nothing but a second signal keeps it back.
void settle_answer();

/// While one is held the watch does not end the process: for files that are of use whole only, or together.
class WholeFiles {
 public:
  WholeFiles();

 private:
  std::unique_lock<std::recursive_mutex> lock_;
};

}  // namespace ggms::cli
