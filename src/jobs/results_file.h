#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/stop.h"
#include "jobs/result.h"

namespace ggms::jobs {

/// How files are written: `replace` puts a whole file in its place, `append` adds to its end. Both take a
/// path and a text, and throw base::Error where they fail.
struct FileWriter {
  std::function<void(const std::string& path, const std::string& text)> replace;
  std::function<void(const std::string& path, const std::string& text)> append;
};

/// The file in which the results of jobs are kept, so that an earlier run of the same jobs is gone on with.
/// Without a path nothing is known and nothing kept.
class ResultsFile {
 public:
  ResultsFile() = default;
  /// Reads what is there, if anything; removes a last line that was cut off. Throws base::Error if the file
  /// is something else, base::Stopped if it was stopped.
  ResultsFile(std::string path, FileWriter writer, base::Stop& stop);

  /// The result of an earlier run; null if there is none.
  const Result* find(const Plan& plan) const;
  /// Adds a result to the file. Throws base::Error.
  void keep(const Result& result) const;

 private:
  std::string path_;
  FileWriter writer_;
  std::vector<Result> known_;
};

}  // namespace ggms::jobs
