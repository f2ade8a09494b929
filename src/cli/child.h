#pragma once

#include <functional>
#include <string>
#include <vector>

namespace ggms::cli {

/// What a process left behind.
struct ChildEnd {
  int exit_code = -1;      // -1 if a signal ended it
  int signal = 0;          // which
  bool was_ended = false;  // by us
  std::string out;
  std::string err;
  double seconds = 0;  // wall clock, from before its start until after its end
};

/// Runs `program` (a path) with these arguments to its end; it dies with us. Asks `go_on` now and then, and
/// kills the process if that says no. Throws base::Error if there is no room for another process.
ChildEnd run_child(const std::string& program, const std::vector<std::string>& arguments,
                   const std::function<bool()>& go_on);

}  // namespace ggms::cli
