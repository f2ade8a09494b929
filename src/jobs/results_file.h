#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/stop.h"
#include "jobs/result.h"

namespace ggms::jobs {

/// The functions that write files: `replace` replaces a whole file, `append` adds to its end. Both take a
/// path and a text, and throw base::Error if they fail.
struct FileWriter {
  std::function<void(const std::string& path, const std::string& text)> replace;
  std::function<void(const std::string& path, const std::string& text)> append;
};

/// The file that keeps the results of jobs, so that a later run can continue an earlier one. Without a path
/// it has and keeps no results.
class ResultsFile {
 public:
  ResultsFile() = default;
  /// Reads the file if it exists, and removes a last line that was cut off. Throws base::Error if the file is
  /// something else, base::Stopped if it was stopped.
  ResultsFile(std::string path, FileWriter writer, base::Stop& stop);

  /// The result of an earlier run of this plan; null if there is none.
  const Result* find(const Plan& plan) const;
  /// Adds a result to the file. Throws base::Error.
  void keep(const Result& result) const;

 private:
  std::string path_;
  FileWriter writer_;
  std::vector<Result> known_;
};

}  // namespace ggms::jobs
