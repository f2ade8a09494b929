// Writes files and standard streams by POSIX calls, because iostreams can neither sync a file nor say why a
// call failed.

#include "cli/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <filesystem>
#include <map>
#include <system_error>

#include "base/descriptor.h"
#include "base/error.h"
#include "base/output_file.h"
#include "base/text.h"
#include "cli/limits.h"

namespace ggms::cli {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& path, const std::string& what, int error) {
  throw base::Error(path + ": " + what + " (" + std::strerror(error) + ")");
}

/// Whether the folder is sticky and `target` exists and belongs to another user: then only that user and the
/// folder's owner may replace it.
bool is_kept_by_others(const fs::path& folder, const fs::path& target) {
  struct stat in{};
  struct stat file{};
  if (::stat(folder.c_str(), &in) != 0 || ::stat(target.c_str(), &file) != 0) return false;
  const uid_t user = ::geteuid();
  return (in.st_mode & S_ISVTX) != 0 && user != 0 && in.st_uid != user && file.st_uid != user;
}

}  // namespace

void require_writable(const std::string& path, const std::vector<std::string>& inputs) {
  const fs::path target = base::target_of(path);
  std::error_code error;
  if (fs::is_directory(target, error)) throw base::Error(path + ": is a directory; name a file in it");
  for (const std::string& input : inputs) {
    if (fs::equivalent(target, input, error))
      throw base::Error(path + ": is an input file and would be overwritten");
  }
  const fs::path folder = base::folder_of(target);
  if (fs::exists(target, error)) {
    if (::access(target.c_str(), W_OK) != 0) fail(path, "can't be written", errno);
    if (!fs::is_regular_file(target, error)) return;
  }
  if (!fs::is_directory(folder, error))
    throw base::Error(path + ": there is no directory " + folder.string() + "; create it");
  if (::access(folder.c_str(), W_OK | X_OK) != 0) fail(path, "can't be written", errno);
  struct stat status{};
  const bool is_possible = ::lstat(target.c_str(), &status) == 0 || errno == ENOENT;
  if (!is_possible) fail(path, "can't be written", errno);  // a name that is too long
  if (is_kept_by_others(folder, target)) fail(path, "can't be replaced in this folder", EPERM);
  base::remove_unfinished_files(folder);
}

void require_distinct(const std::vector<std::pair<std::string, std::string>>& outputs) {
  std::map<fs::path, std::string> options;
  for (const auto& [option, path] : outputs) {
    std::error_code error;
    if (path.empty() || (fs::exists(path, error) && !fs::is_regular_file(path, error))) continue;
    const auto [other, is_new] = options.emplace(base::target_of(path), option);
    if (!is_new) throw base::Error(other->second + " and " + option + " name the same file, " + path);
  }
}

void print(const std::string& text) {
  if (!base::write_all(STDOUT_FILENO, text, ends_stalled_output) && errno != EPIPE)
    throw base::Error("standard output can't be written (" + base::why_not_written(errno) + ")");
}

std::string internal_error_line(const std::string& what) {
  return "internal error, please report it: " + what;
}

void complain(const std::string& line) {
  base::write_all(STDERR_FILENO, "ggms: " + base::printable(line) + "\n", ends_stalled_output);
}

void prepare_streams() {
  std::signal(SIGPIPE, SIG_IGN);
  std::signal(SIGXFSZ, SIG_IGN);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    const int how = stream == STDOUT_FILENO
                        ? O_RDONLY
                        : O_RDWR;  // printing fails if stdout was closed, because the result would be lost
    if (::fcntl(stream, F_GETFD) == -1) static_cast<void>(::open("/dev/null", how));
  }
}

}  // namespace ggms::cli
