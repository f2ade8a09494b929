#pragma once

#include <cstdio>
#include <memory>
#include <string>

#include "cli/stopwatch.h"

namespace ggms::cli {

/// A file of lines that grows while learning goes on (--log).
class Log {
 public:
  /// An empty path: nothing is written. Throws base::Error where the file can't be opened.
  explicit Log(const std::string& path);
  bool is_open() const { return file_ != nullptr; }
  /// Appends a line, at once. Throws base::Error where that fails.
  void write(const std::string& line);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::string path_;
  std::unique_ptr<std::FILE, Close> file_;
};

/// The checkpoint of a run (--checkpoint): the last state that learning gave, written every so often, always
/// whole.
class Checkpoint {
 public:
  explicit Checkpoint(std::string path) : path_(std::move(path)) {}
  void update(const std::string& state);
  /// Writes the last state. Whether there is one.
  bool finish();

 private:
  std::string path_;
  std::string state_;
  Stopwatch since_written_;
};

}  // namespace ggms::cli
