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

/// The functions that run_jobs calls while jobs run.
struct Listener {
  /// Called when the job of this number (from 1) has ended with this result.
  std::function<void(std::size_t number, const Result& result)> finished;
  /// Called with a line about an error after which the jobs go on.
  std::function<void(const std::string& line)> complain;
};

/// The results of several jobs.
struct Finished {
  std::vector<Result> results;  // in the order of the jobs
  bool interrupted = false;     // whether the jobs were interrupted before the last ended
  std::string file_error;       // the first error in keeping a result; "" if all were kept
};

/// Runs all jobs whose results the file does not have, in this order, as long as `go_on` returns true.
/// Complains once if results can't be kept. Throws base::Error if a job complains about its input.
Finished run_jobs(const std::vector<Job>& jobs, const ResultsFile& file, const Executor& executor,
                  const GoOn& go_on, const Listener& listener);

}  // namespace ggms::jobs
