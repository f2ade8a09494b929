#pragma once

#include <string>
#include <vector>

#include "jobs/job.h"

namespace ggms::jobs {

/// The result of a job.
struct Result {
  Plan plan;
  std::string verdict;         // the verdict of `ggms synth --json`, or "failed" if there was no answer
  std::string reason;          // why there is no answer, if known
  std::string spec_digest;     // SHA-256 of the specification's text; "" if the run gave no answer
  double seconds = 0;          // wall-clock time of the whole process
  double engine_seconds = 0;   // the time that the engine measured
  std::string stats = "null";  // as JSON

  bool succeeded() const { return verdict == "found"; }
};

/// Reads the output of `ggms synth --json` into `result`; false if the text is something else.
bool read_synth_answer(const std::string& text, Result& result);

/// The result as one line of a results file, with its end.
std::string result_line(const Result& result);

/// The contents of a results file.
struct ReadResults {
  std::vector<Result> results;
  std::string whole_lines;  // the text without a last line that was cut off
};

/// Reads the text of a results file. Throws base::Error, which names `path`, if it is something else.
ReadResults read_results(const std::string& text, const std::string& path);

}  // namespace ggms::jobs
