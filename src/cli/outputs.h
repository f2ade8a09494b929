#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/exit_code.h"

namespace ggms::cli {

/// The files that a command writes beside its answer. What can't be written is kept as an error and does not
/// throw, so that the answer is printed even if a file fails.
class Outputs {
 public:
  /// Writes a whole file. An empty path is none that was asked for. Whether it was written.
  bool write(const std::string& path, const std::string& text);
  /// The same of several files that are of use together only: where one fails, the others are removed again.
  bool write_together(const std::vector<std::pair<std::string, std::string>>& files);
  /// Calls what writes a file in its own way, and may throw base::Error; then true if it didn't.
  bool attempt(const std::function<void()>& write);

  /// A file that was written in another way.
  void add_written(const std::string& path) { written_.push_back(path); }
  /// Why a file was not written.
  void add_error(const std::string& error) { errors_.push_back({error, false}); }
  /// The same where a line on stderr said so already.
  void add_told_error(const std::string& error) { errors_.push_back({error, true}); }

  /// A bug that kept a part of the answer from being told.
  void add_internal_error(const std::string& what);

  const std::vector<std::string>& written() const { return written_; }
  std::vector<std::string> errors() const;
  /// A line for each file that was written, for the answer's text.
  std::string written_lines() const;

  /// Prints the answer on standard output, then a line on stderr for each error. The exit code of `answer`
  /// if there was none, else that of an internal error, or of an output that can't be written.
  base::ExitCode finish(const std::string& text, base::ExitCode answer);

 private:
  struct Error {
    std::string text;
    bool is_told;
    bool is_internal = false;
  };
  std::vector<std::string> written_;
  std::vector<Error> errors_;
};

}  // namespace ggms::cli
