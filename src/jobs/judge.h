#pragma once

#include <string>

#include "jobs/executor.h"
#include "jobs/result.h"

namespace ggms::jobs {

/// The verdict on a process that ended by itself.
struct Judged {
  Result result;
  std::string complaint;  // its complaint about an output file beside its answer; "" if there is none
};

/// Judges the end of a job's process. Throws base::Error if the process complained about its input.
Judged judge(const Plan& plan, const ProcessEnd& end);

}  // namespace ggms::jobs
