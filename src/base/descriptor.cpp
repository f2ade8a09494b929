// POSIX file descriptors, which close themselves and write whole texts.

#include "base/descriptor.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstring>

#include "base/phases.h"

namespace ggms::base {

bool Descriptor::close() {
  const int number = std::exchange(number_, -1);
  return number < 0 || ::close(number) == 0;
}

namespace {

constexpr int kAskMilliseconds = 20;  // how often we look for a pipe's reader

}  // namespace

Descriptor open_to_write(const std::string& path, int how, const std::function<bool()>& gives_up) {
  for (;;) {
    const int number = ::open(path.c_str(), how | O_WRONLY | O_CLOEXEC | O_NONBLOCK, kNewFileMode);
    if (number >= 0 || (errno != ENXIO && errno != EINTR)) return Descriptor(number);
    struct stat status{};
    const bool is_pipe = ::stat(path.c_str(), &status) == 0 && S_ISFIFO(status.st_mode);
    errno = ENXIO;
    if (!is_pipe || gives_up()) return Descriptor();
    static_cast<void>(::poll(nullptr, 0, kAskMilliseconds));
  }
}

bool write_all(int descriptor, std::string_view text, const std::function<bool(double stalled)>& gives_up) {
  // Standard streams stay in blocking mode, because other processes may share them. If poll() finds room in a
  // pipe, there is room for this many bytes.
  constexpr std::size_t kAtOnce = PIPE_BUF;
  base::Stopwatch stalled;
  while (!text.empty()) {
    pollfd room{descriptor, POLLOUT, 0};
    const int ready = ::poll(&room, 1, kAskMilliseconds);
    const ssize_t written = ready > 0 ? ::write(descriptor, text.data(), std::min(text.size(), kAtOnce)) : -1;
    if (ready == 0) errno = EAGAIN;
    if (written < 0) {
      const bool is_to_wait = errno == EINTR || (errno == EAGAIN && !gives_up(stalled.seconds()));
      if (is_to_wait) continue;
      return false;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
    stalled = base::Stopwatch();
  }
  return true;
}

std::string why_not_written(int error) {
  return error == EAGAIN ? "its reader takes nothing" : std::strerror(error);
}

}  // namespace ggms::base
