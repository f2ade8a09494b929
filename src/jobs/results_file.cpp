// Keeps results in a file, one per line.

#include "jobs/results_file.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "base/input_file.h"

namespace ggms::jobs {

ResultsFile::ResultsFile(std::string path, FileWriter writer, base::Stop& stop)
    : path_(std::move(path)), writer_(std::move(writer)) {
  if (path_.empty() || !std::filesystem::exists(path_)) return;
  const std::string text = base::read_file(path_, stop);
  ReadResults read = read_results(text, path_);
  if (read.whole_lines != text) writer_.replace(path_, read.whole_lines);
  known_ = std::move(read.results);
}

const Result* ResultsFile::find(const Plan& plan) const {
  const auto there =
      std::find_if(known_.begin(), known_.end(), [&](const Result& result) { return result.plan == plan; });
  return there == known_.end() ? nullptr : &*there;
}

void ResultsFile::keep(const Result& result) const {
  if (!path_.empty()) writer_.append(path_, result_line(result));
}

}  // namespace ggms::jobs
