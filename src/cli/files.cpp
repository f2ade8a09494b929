// Reading and writing, by POSIX calls: iostreams can neither sync a file nor say why something failed.

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

#include "base/error.h"
#include "cli/descriptor.h"

namespace ggms::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMaxInputBytes = std::size_t{1} << 30U;  // what no file of ours comes near

[[noreturn]] void fail(const std::string& path, const std::string& what, int error) {
  throw base::Error(path + ": " + what + " (" + std::strerror(error) + ")");
}

std::string folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path().string() : ".";
}

/// Where `path` leads: symbolic links followed, so that replacing a file does not replace a link to it.
fs::path target_of(const std::string& path) {
  std::error_code error;
  const fs::path target = fs::weakly_canonical(path, error);
  return error ? fs::path(path) : target;
}

/// The permissions that the new file gets: those of the old one, or a new file's.
mode_t mode_for(const fs::path& target) {
  struct stat old{};
  if (::stat(target.c_str(), &old) == 0) return old.st_mode & 0777U;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return kNewFileMode & ~mask;
}

void write_directly(const std::string& path, const std::string& text) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file.is_open() || !write_all(file.number(), text) || !file.close())
    fail(path, "can't be written", errno);
}

void write_beside_and_rename(const std::string& path, const fs::path& target, const std::string& text) {
  std::string beside = target.string() + ".XXXXXX";
  Descriptor file(::mkostemp(beside.data(), O_CLOEXEC));
  if (!file.is_open()) fail(path, "can't be written", errno);
  const bool written = write_all(file.number(), text) && ::fchmod(file.number(), mode_for(target)) == 0 &&
                       ::fsync(file.number()) == 0 && file.close() &&
                       ::rename(beside.c_str(), target.c_str()) == 0;
  if (written) return;
  const int error = errno;
  ::unlink(beside.c_str());
  fail(path, "can't be written", error);
}

}  // namespace

std::string read_file(const std::string& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file.is_open()) fail(path, "can't be read", errno);
  std::string text;
  constexpr std::size_t kChunk = std::size_t{1} << 16U;  // bytes a read
  for (;;) {
    const std::size_t before = text.size();
    text.resize(before + kChunk);
    const ssize_t count = ::read(file.number(), text.data() + before, kChunk);
    text.resize(before + static_cast<std::size_t>(count < 0 ? 0 : count));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail(path, "can't be read", errno);
    if (count == 0) return text;
    if (text.size() > kMaxInputBytes)
      throw base::Error(path + ": larger than 1 GiB, which no file of ggms is");
  }
}

void require_writable(const std::string& path, const std::vector<std::string>& inputs) {
  const fs::path target = target_of(path);
  std::error_code error;
  if (fs::is_directory(target, error)) throw base::Error(path + ": is a directory; name a file in it");
  for (const std::string& input : inputs) {
    if (fs::equivalent(target, input, error))
      throw base::Error(path + ": is an input file and would be overwritten");
  }
  const std::string folder = folder_of(target);
  if (fs::exists(target, error)) {
    if (::access(target.c_str(), W_OK) != 0) fail(path, "can't be written", errno);
    if (!fs::is_regular_file(target, error)) return;
  }
  if (!fs::is_directory(folder, error))
    throw base::Error(path + ": there is no directory " + folder + "; create it");
  if (::access(folder.c_str(), W_OK | X_OK) != 0) fail(path, "can't be written", errno);
}

void require_distinct(const std::vector<std::pair<std::string, std::string>>& outputs) {
  std::map<fs::path, std::string> options;
  for (const auto& [option, path] : outputs) {
    std::error_code error;
    if (path.empty() || (fs::exists(path, error) && !fs::is_regular_file(path, error))) continue;
    const auto [other, is_new] = options.emplace(target_of(path), option);
    if (!is_new) throw base::Error(other->second + " and " + option + " name the same file, " + path);
  }
}

void write_file_atomically(const std::string& path, const std::string& text) {
  const fs::path target = target_of(path);
  std::error_code error;
  const bool is_special = fs::exists(target, error) && !fs::is_regular_file(target, error);
  if (is_special) {
    write_directly(path, text);
  } else {
    write_beside_and_rename(path, target, text);
  }
}

void append_to_file(const std::string& path, const std::string& text) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, kNewFileMode));
  const bool written = file.is_open() && write_all(file.number(), text) &&
                       (::fsync(file.number()) == 0 || errno == EINVAL);  // EINVAL: no file to be synced
  if (!written || !file.close()) fail(path, "can't be written", errno);
}

void print(const std::string& text) {
  if (!write_all(STDOUT_FILENO, text) && errno != EPIPE) {
    throw base::Error(std::string("standard output can't be written (") + std::strerror(errno) + ")");
  }
}

void complain(const std::string& line) {
  std::string text = "ggms: ";
  for (const char c : line) text += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  write_all(STDERR_FILENO, text + "\n");
}

void prepare_streams() {
  std::signal(SIGPIPE, SIG_IGN);
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) == -1) static_cast<void>(::open("/dev/null", O_RDWR));
  }
}

}  // namespace ggms::cli
