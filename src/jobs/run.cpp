// Runs jobs one after the other. It does not repeat jobs that ran before; an interruption loses only the job
// that is running.

#include "jobs/run.h"

#include <optional>

#include "base/error.h"
#include "base/stop.h"
#include "jobs/judge.h"

namespace ggms::jobs {

namespace {

/// Runs one job; nullopt if it was interrupted.
std::optional<Judged> run_job(const Job& job, const Executor& executor, const GoOn& go_on) {
  const ProcessEnd end = executor(job.arguments, go_on);
  if (end.was_ended || !go_on()) return std::nullopt;
  Judged judged = judge(job.plan, end);
  if (judged.result.reason == to_string(base::Stop::Reason::kInterrupted))
    return std::nullopt;  // only the process was interrupted
  return judged;
}

}  // namespace

Finished run_jobs(const std::vector<Job>& jobs, const ResultsFile& file, const Executor& executor,
                  const GoOn& go_on, const Listener& listener) {
  Finished finished;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    if (const Result* known = file.find(jobs[i].plan)) {
      finished.results.push_back(*known);
      continue;
    }
    const std::optional<Judged> judged = run_job(jobs[i], executor, go_on);
    if (!judged) {
      finished.interrupted = true;
      break;
    }
    if (!judged->complaint.empty()) listener.complain(judged->complaint);
    try {
      file.keep(judged->result);
    } catch (const base::Error& error) {
      if (finished.file_error.empty())
        listener.complain(std::string("warning: ") + error.what() + "; the runs go on");
      if (finished.file_error.empty()) finished.file_error = error.what();
    }
    listener.finished(i + 1, judged->result);
    finished.results.push_back(judged->result);
  }
  return finished;
}

}  // namespace ggms::jobs
