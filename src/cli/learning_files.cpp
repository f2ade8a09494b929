// Writes the log and the checkpoints while learning goes on. The search is worth more than either: if one
// can't be written, the search goes on without it.

#include "cli/learning_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "base/error.h"
#include "cli/files.h"
#include "cli/limits.h"
#include "cli/written_file.h"

namespace ggms::cli {

Log::Log(std::string path, Warn warn) : path_(std::move(path)), warn_(std::move(warn)) {
  if (path_.empty()) return;
  file_ = base::open_to_write(path_, O_CREAT | O_TRUNC, is_limit_reached);
  if (!file_.is_open())
    throw base::Error("--log: can't write " + path_ + ": " + base::why_not_written(errno));
}

void Log::write(const std::string& line) {
  if (!file_.is_open() || !error_.empty()) return;
  if (base::write_all(file_.number(), line, [](double) { return is_limit_reached(); })) {
    whole_lines_ += static_cast<off_t>(line.size());
    return;
  }
  error_ = "--log: can't write " + path_ + ": " + base::why_not_written(errno);
  static_cast<void>(::ftruncate(
      file_.number(), whole_lines_));  // cuts off a half line; fails for what is not a file, which is fine
  warn_("warning: " + error_ + "; the search goes on without a log");
}

void Log::finish(Outputs& outputs) const {
  if (!error_.empty()) {
    outputs.add_told_error(error_);
  } else if (file_.is_open()) {
    outputs.add_written(path_);
  }
}

void Checkpoint::update(const std::string& state) {
  state_ = state;
  if (since_written_.seconds() < seconds_) return;
  since_written_ = base::Stopwatch();
  is_tried_ = true;
  try {
    write_file_atomically(path_, state_);
    is_written_ = true;
  } catch (const base::Error& error) {
    if (!has_warned_)
      warn_(std::string("warning: ") + error.what() + "; the search goes on without a checkpoint");
    has_warned_ = true;
  }
}

void Checkpoint::finish(bool is_wanted, Outputs& outputs) {
  if (is_wanted && !state_.empty()) {
    is_tried_ = true;
    outputs.write(path_, state_);
  } else if (is_written_) {
    outputs.add_written(path_);
  }
}

}  // namespace ggms::cli
