#pragma once

#include <string>
#include <vector>

#include "jobs/executor.h"

namespace ggms::jobs {

/// Runs `program` (a path) with these arguments to its end, as a child process that ends when we end. Asks
/// `go_on` every now and then, and kills the process if it returns false. Throws base::Error if the system
/// can't start another process.
ProcessEnd run_child(const std::string& program, const std::vector<std::string>& arguments,
                     const GoOn& go_on);

/// Runs each job as a child process of `program`.
Executor child_executor(const std::string& program);

}  // namespace ggms::jobs
