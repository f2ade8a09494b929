#pragma once

#include <functional>
#include <string>
#include <vector>

namespace ggms::jobs {

/// How a process ended, and its output.
struct ProcessEnd {
  int exit_code = -1;      // -1 if a signal ended it
  int signal = 0;          // the signal that ended it
  bool was_ended = false;  // the executor ended it
  std::string out;
  std::string err;
  double seconds = 0;  // wall clock, from before its start until after its end
};

/// Whether a process may still go on. The executor asks every now and then.
using GoOn = std::function<bool()>;

/// Runs ggms with these arguments to its end, on any machine, and ends it if it may not go on. Throws
/// base::Error if it can't start it. The code that runs jobs knows nothing else about where they run.
using Executor = std::function<ProcessEnd(const std::vector<std::string>& arguments, const GoOn& go_on)>;

}  // namespace ggms::jobs
