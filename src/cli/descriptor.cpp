// POSIX file descriptors, which close themselves and write whole texts.

#include "cli/descriptor.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace ggms::cli {

bool Descriptor::close() {
  const int number = std::exchange(number_, -1);
  return number < 0 || ::close(number) == 0;
}

Descriptor open_to_write(const std::string& path, int how, const std::function<bool()>& gives_up) {
  constexpr int kAskMilliseconds = 20;  // how often a pipe's reader is looked for
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

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0 && errno == EAGAIN) {  // a pipe that doesn't block and is full
      pollfd full{descriptor, POLLOUT, 0};
      static_cast<void>(::poll(&full, 1, -1));
      continue;
    }
    if (written < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace ggms::cli
