#pragma once

#include <string>
#include <vector>

#include "jobs/job.h"

namespace ggms::jobs {

/// What came of a job.
struct Result {
  Plan plan;
  std::string verdict;         // as `ggms synth --json` has it, or "failed": it gave no answer
  std::string reason;          // why there is no answer, where that is known
  std::string spec_digest;     // SHA-256 of the specification's text; "" where a run gave no answer
  double seconds = 0;          // wall-clock time of the whole process
  double engine_seconds = 0;   // as the engine measured itself
  std::string stats = "null";  // as JSON

  bool succeeded() const { return verdict == "found"; }
};

/// What `ggms synth --json` printed, put into `result`; false if it is something else.
bool read_synth_answer(const std::string& text, Result& result);

/// The result as one line of a results file, with its end.
std::string result_line(const Result& result);

/// What the text of a results file holds.
struct ReadResults {
  std::vector<Result> results;
  std::string whole_lines;  // the text without a last line that was cut off
};

/// Reads the text of a results file. Throws base::Error, which names `path`, if it is something else.
ReadResults read_results(const std::string& text, const std::string& path);

}  // namespace ggms::jobs
