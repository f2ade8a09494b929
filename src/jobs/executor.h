#pragma once

#include <functional>
#include <string>
#include <vector>

namespace ggms::jobs {

/// What a process left behind.
struct ProcessEnd {
  int exit_code = -1;      // -1 if a signal ended it
  int signal = 0;          // which
  bool was_ended = false;  // by its executor
  std::string out;
  std::string err;
  double seconds = 0;  // wall clock, from before its start until after its end
};

/// Whether a process may still go on. Asked now and then.
using GoOn = std::function<bool()>;

/// Runs ggms with these arguments to its end, wherever it likes, and ends it if it may not go on. Throws
/// base::Error if it can't start it. What runs jobs knows no more of where they run.
using Executor = std::function<ProcessEnd(const std::vector<std::string>& arguments, const GoOn& go_on)>;

}  // namespace ggms::jobs
