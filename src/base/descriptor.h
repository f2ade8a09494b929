#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace ggms::base {

constexpr mode_t kNewFileMode = 0666;  // minus the umask, as for any program's files

/// A file descriptor that closes itself; -1: no file is open.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_(number) {}
  ~Descriptor() { close(); }
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }

  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  /// Closes the file; false if the system reports only now that something was not written.
  bool close();

 private:
  int number_;
};

/// Opens a file for writing, with these further flags of open(2). Waits for a pipe's reader until `gives_up`
/// returns true. If it fails, the descriptor is not open (see errno).
Descriptor open_to_write(const std::string& path, int how, const std::function<bool()>& gives_up);

/// Writes all of the text. Waits while a pipe is full, until `gives_up` returns true; its argument is for how
/// many seconds the reader has taken nothing (then errno is EAGAIN). False (see errno) unless everything was
/// written.
bool write_all(int descriptor, std::string_view text, const std::function<bool(double stalled)>& gives_up);

/// Why write_all() or open_to_write() failed, from the errno that it left.
std::string why_not_written(int error);

}  // namespace ggms::base
