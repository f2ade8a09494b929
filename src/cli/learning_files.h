#pragma once

#include <functional>
#include <string>
#include <utility>

#include "base/descriptor.h"
#include "base/phases.h"
#include "cli/outputs.h"

namespace ggms::cli {

/// Takes a line for stderr.
using Warn = std::function<void(const std::string&)>;

/// A file of lines that grows while learning goes on (--log). If a line can't be written, the log warns once,
/// keeps its whole lines, and stops writing.
class Log {
 public:
  /// Writes nothing if the path is empty. Throws base::Error if the file can't be opened.
  Log(std::string path, Warn warn);

  /// Appends a line and writes it at once.
  void write(const std::string& line);
  /// Tells `outputs` whether the log was written, or why it is not whole.
  void finish(Outputs& outputs) const;

 private:
  std::string path_;
  Warn warn_;
  base::Descriptor file_;
  off_t whole_lines_ = 0;  // bytes
  std::string error_;      // why it is not whole
};

/// The checkpoint of a run (--checkpoint): the last state of learning, written every kSeconds and always
/// whole. If writing fails, it warns once and tries again next time.
class Checkpoint {
 public:
  static constexpr double kSeconds = 30;  // between two checkpoints; our choice

  Checkpoint(std::string path, Warn warn, double seconds = kSeconds)
      : path_(std::move(path)), warn_(std::move(warn)), seconds_(seconds) {}
  void update(const std::string& state);
  /// Writes the last state if there is one and it `is_wanted`. Tells `outputs` whether a checkpoint was
  /// written.
  void finish(bool is_wanted, Outputs& outputs);
  /// Whether the user asked for a checkpoint, but the run ended before the first one was due.
  bool is_missing() const { return !path_.empty() && !is_tried_; }

 private:
  std::string path_;
  Warn warn_;
  double seconds_;
  std::string state_;
  base::Stopwatch since_written_;
  bool is_tried_ = false;
  bool is_written_ = false;
  bool has_warned_ = false;
};

}  // namespace ggms::cli
