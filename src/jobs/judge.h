#pragma once

#include <string>

#include "jobs/executor.h"
#include "jobs/result.h"

namespace ggms::jobs {

/// What a process came to that ended by itself.
struct Judged {
  Result result;
  std::string complaint;  // what it said of a file beside its answer; "" if nothing
};

/// What the end of a job's process means. Throws base::Error if it complained about its input.
Judged judge(const Plan& plan, const ProcessEnd& end);

}  // namespace ggms::jobs
