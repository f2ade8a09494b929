// The one place that reads inputs. It uses POSIX calls, because a stream can wait forever for a pipe without
// a writer, and can't say why a call failed. It opens files so that no call waits; if there is nothing to
// read yet, it waits with poll() for a short time, again and again.

#include "base/input_file.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "base/error.h"
#include "base/stopped.h"

namespace ggms::base {

namespace {

constexpr std::size_t kChunk = std::size_t{1} << 16U;  // bytes per read
constexpr std::size_t kUnasked =
    std::size_t{1} << 26U;  // bytes between two questions to `stop`; a few hundredths of a second
constexpr std::size_t kMostFile = std::size_t{1} << 30U;  // bytes; no file of ggms comes near
constexpr int kStopMilliseconds = 20;                     // how often we ask `stop` while nothing arrives

[[noreturn]] void fail(const std::string& path) {
  throw Error(path, 0, 0, std::string("can't be read (") + std::strerror(errno) + ")");
}

/// A file that is open for reading.
class Source {
 public:
  explicit Source(const std::string& path)
      : path_(path), number_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {
    if (number_ < 0) fail(path);
  }
  ~Source() { ::close(number_); }
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;

  /// Reads up to `most` bytes, at least one unless the end is reached.
  std::size_t read(char* to, std::size_t most, Stop& stop) const {
    for (;;) {
      wait(stop);
      const ssize_t count = ::read(number_, to, most);
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR && errno != EAGAIN) fail(path_);
    }
  }

 private:
  /// Waits until there is something to read, or the end. A pipe to which no process has written yet has
  /// neither.
  void wait(Stop& stop) const {
    pollfd waiting{number_, POLLIN, 0};
    int milliseconds = 0;  // also waits between small pieces of input
    while (::poll(&waiting, 1, milliseconds) <= 0) {
      if (stop.requested_now()) throw Stopped(stop.reason());
      milliseconds = kStopMilliseconds;
    }
  }

  const std::string& path_;
  int number_;
};

}  // namespace

void require_whole_name(const std::string& path) {
  if (path.find('\0') != std::string::npos)
    throw Error(path.substr(0, path.find('\0')), 0, 0, "a NUL follows in the name, which no file has");
}

std::string read_input(const std::string& path, std::size_t most, Stop& stop) {
  require_whole_name(path);
  const Source source(path);
  std::string text;
  while (text.size() <= most) {
    if (text.size() >= kUnasked && stop.requested_now()) throw Stopped(stop.reason());
    const std::size_t before = text.size();
    text.resize(before + std::min(kChunk, most + 1 - before));
    const std::size_t count = source.read(text.data() + before, text.size() - before, stop);
    text.resize(before + count);
    if (count == 0) break;
  }
  return text;
}

std::string read_file(const std::string& path, Stop& stop) {
  const auto require_small = [&](std::uintmax_t bytes) {
    if (bytes > kMostFile) throw Error(path + ": larger than 1 GiB, which no file of ggms is");
  };
  std::error_code error;
  const std::uintmax_t bytes = std::filesystem::file_size(path, error);  // fails for a pipe
  if (!error) require_small(bytes);
  std::string text = read_input(path, kMostFile, stop);
  require_small(text.size());
  return text;
}

}  // namespace ggms::base
