#include "cli/learning_files.h"

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "cli/files.h"

namespace ggms::cli {

namespace {

constexpr double kCheckpointSeconds = 30;  // between two checkpoints

}  // namespace

Log::Log(const std::string& path) : path_(path) {
  if (path.empty()) return;
  file_.reset(std::fopen(path.c_str(), "we"));
  if (!file_) throw base::Error("--log: can't write " + path + ": " + std::strerror(errno));
}

void Log::write(const std::string& line) {
  const bool written = std::fputs(line.c_str(), file_.get()) >= 0 && std::fflush(file_.get()) == 0;
  if (!written) throw base::Error("--log: can't write " + path_ + ": " + std::strerror(errno));
}

void Checkpoint::update(const std::string& state) {
  state_ = state;
  if (since_written_.seconds() < kCheckpointSeconds) return;
  write_file_atomically(path_, state_);
  since_written_ = Stopwatch();
}

bool Checkpoint::finish() {
  if (state_.empty()) return false;
  write_file_atomically(path_, state_);
  return true;
}

}  // namespace ggms::cli
