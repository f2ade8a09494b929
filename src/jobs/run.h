#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "jobs/executor.h"
#include "jobs/job.h"
#include "jobs/result.h"
#include "jobs/results_file.h"

namespace ggms::jobs {

/// What is told while jobs run.
struct Listener {
  /// The job of this number, from 1, has ended with this result.
  std::function<void(std::size_t number, const Result& result)> finished;
  /// A line about what went wrong, though the jobs go on.
  std::function<void(const std::string& line)> complain;
};

/// What came of jobs.
struct Finished {
  std::vector<Result> results;  // in the order of the jobs
  bool interrupted = false;     // before the last job ended
  std::string file_error;       // why the first result that could not be kept was not; "" if all were
};

/// Runs all jobs in this order, those aside whose results the file has, while `go_on` allows it. A result
/// that can't be kept is one complaint. Throws base::Error if a job complains about its input.
Finished run_jobs(const std::vector<Job>& jobs, const ResultsFile& file, const Executor& executor,
                  const GoOn& go_on, const Listener& listener);

}  // namespace ggms::jobs
