#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/exit_code.h"

namespace ggms::cli {

/// The files that a command writes beside its answer. Keeps the errors of files that can't be written and
/// does not throw them, so that the program prints the answer even if a file fails.
class Outputs {
 public:
  /// Writes a whole file, unless the path is empty. Returns whether it was written.
  bool write(const std::string& path, const std::string& text);
  /// Writes several files that are useful only together: if one fails, removes the others again.
  bool write_together(const std::vector<std::pair<std::string, std::string>>& files);
  /// Calls `write`, which writes a file in its own way and may throw base::Error. Returns whether it did not
  /// throw.
  bool attempt(const std::function<void()>& write);

  /// Adds a file that was written in another way.
  void add_written(const std::string& path) { written_.push_back(path); }
  /// Adds the reason why a file was not written.
  void add_error(const std::string& error) { errors_.push_back({error, false}); }
  /// The same, if a line on stderr has reported the error already.
  void add_told_error(const std::string& error) { errors_.push_back({error, true}); }

  /// Adds a bug of ggms that kept a part of the answer from being reported.
  void add_internal_error(const std::string& what);

  const std::vector<std::string>& written() const { return written_; }
  std::vector<std::string> errors() const;
  /// A line for each file that was written, for the answer's text.
  std::string written_lines() const;

  /// Prints the answer on standard output, then a line on stderr for each error. Returns `answer` if there
  /// was no error, otherwise the exit code of an internal error or of an output that can't be written.
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
