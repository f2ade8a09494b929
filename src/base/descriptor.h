#pragma once

#include <sys/types.h>

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace ggms::base {

constexpr mode_t kNewFileMode = 0666;  // less the umask, as any program's files

/// A file descriptor that closes itself; -1 is none.
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
  /// False if the system reports only now that something was not written.
  bool close();

 private:
  int number_;
};

/// Opens a file to write to it, with these further flags of open(2). A pipe that has no reader is waited for
/// until `gives_up`. Not open (see errno) where it can't be.
Descriptor open_to_write(const std::string& path, int how, const std::function<bool()>& gives_up);

/// Waits where a pipe is full, until `gives_up`, which is told for how many seconds the reader has taken
/// nothing (then errno is EAGAIN). False (see errno) unless everything was written.
bool write_all(int descriptor, std::string_view text, const std::function<bool(double stalled)>& gives_up);

/// Why write_all() or open_to_write() failed, by what it left in errno.
std::string why_not_written(int error);

}  // namespace ggms::base
