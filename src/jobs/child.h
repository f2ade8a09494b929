#pragma once

#include <string>
#include <vector>

#include "jobs/executor.h"

namespace ggms::jobs {

/// Runs `program` (a path) with these arguments to its end, as a child process that dies with us. Asks
/// `go_on` now and then, and kills the process if that says no. Throws base::Error if there is no room for
/// another process.
ProcessEnd run_child(const std::string& program, const std::vector<std::string>& arguments,
                     const GoOn& go_on);

/// Runs each job as a child process of `program`.
Executor child_executor(const std::string& program);

}  // namespace ggms::jobs
