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

/// A file of lines that grows while learning goes on (--log). Where a line can't be written, that is one
/// warning; the file keeps its whole lines, and gets no more.
class Log {
 public:
  /// An empty path: nothing is written. Throws base::Error where the file can't be opened.
  Log(std::string path, Warn warn);

  /// Appends a line, at once.
  void write(const std::string& line);
  /// Tells `outputs` what became of it.
  void finish(Outputs& outputs) const;

 private:
  std::string path_;
  Warn warn_;
  base::Descriptor file_;
  off_t whole_lines_ = 0;  // bytes
  std::string error_;      // why it is not whole
};

/// The checkpoint of a run (--checkpoint): the last state that learning gave, written every so often, always
/// whole. Where that fails, there is one warning, and it is tried again next time.
class Checkpoint {
 public:
  static constexpr double kSeconds = 30;  // between two checkpoints; ours

  Checkpoint(std::string path, Warn warn, double seconds = kSeconds)
      : path_(std::move(path)), warn_(std::move(warn)), seconds_(seconds) {}
  void update(const std::string& state);
  /// Writes the last state if there is one and it `is_wanted`. Tells `outputs` what was written at all.
  void finish(bool is_wanted, Outputs& outputs);
  /// Whether one was asked for, and the run ended before it had to be written.
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
