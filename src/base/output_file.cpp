// Writes files that appear whole or not at all: writes a new file beside its place, under a unique name, and
// renames it. The writer holds a lock on the file (flock), which the kernel releases when the writer ends,
// however it ends. So an unfinished file without a lock was left by a killed run, and the next run that
// writes into the folder removes it. Two orders of events need care:
//
// - The writer makes the file before it can lock it. Another run may clear the folder in between. So the
//   writer, once it has the lock, looks whether the name still is its file's, and begins anew if it is not.
// - A run that clears the folder may open a file that is renamed before the lock is asked for. With the lock
//   it sees that the name is gone, and removes nothing. The name can't become another file's: it is taken as
//   long as its file is there, and only the holder of the lock removes or renames it.

#include "base/output_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <string_view>
#include <system_error>

#include "base/descriptor.h"
#include "base/error.h"
#include "base/input_file.h"

namespace ggms::base {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMark = ".ggms-";    // part of the names of unfinished files: .NAME.ggms-XXXXXX
constexpr std::string_view kRandom = "XXXXXX";  // mkostemp replaces this by letters and digits
constexpr std::size_t kMaxShownName = 200;  // bytes of NAME; with the rest less than 255, the limit of Linux
constexpr int kMaxTries = 100;  // our choice: a try fails only if another run clears the folder just then

[[noreturn]] void fail(const std::string& path, int error) {
  throw base::Error(path + ": can't be written (" + why_not_written(error) + ")");
}

/// The permissions that the process removes from new files (its umask). umask(2) can read it only by changing
/// it, which other threads would notice.
mode_t file_mask() {
  constexpr mode_t kUsual = 022;
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    constexpr std::string_view kName = "Umask:";
    if (line.starts_with(kName))
      return static_cast<mode_t>(std::stoul(line.substr(kName.size()), nullptr, 8));
  }
  return kUsual;
}

/// The permissions of the new file: those of the old one, or those of any new file.
mode_t mode_for(const fs::path& target) {
  struct stat old{};
  if (::stat(target.c_str(), &old) == 0) return old.st_mode & 0777U;
  return kNewFileMode & ~file_mask();
}

/// Blocks a signal for this thread, and removes it if it came: for the caller, writing to a pipe without a
/// reader, or past the limit of a file's size, is then an error and does not end the process.
class Withheld {
 public:
  Withheld() {
    sigset_t pending;
    ::sigemptyset(&ours_);
    for (const int signal : {SIGPIPE, SIGXFSZ}) {
      ::sigpending(&pending);
      if (::sigismember(&pending, signal) == 0) ::sigaddset(&ours_, signal);
    }
    ::pthread_sigmask(SIG_BLOCK, &ours_, &before_);
  }
  ~Withheld() {
    const int error = errno;
    constexpr timespec kNoTime{};
    while (::sigtimedwait(&ours_, nullptr, &kNoTime) > 0) {
    }
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    errno = error;
  }
  Withheld(const Withheld&) = delete;
  Withheld& operator=(const Withheld&) = delete;

 private:
  sigset_t ours_{}, before_{};
};

/// Writes a text, and waits for a reader if there is none yet.
class Writer {
 public:
  explicit Writer(const GivesUp& gives_up) : gives_up_(gives_up) {}

  Descriptor open(const std::string& path, int how) const {
    return open_to_write(path, how, [&] { return ends(std::numeric_limits<double>::infinity()); });
  }
  bool write(const Descriptor& file, const std::string& text) const {
    return write_all(file.number(), text, [&](double stalled) { return ends(stalled); });
  }

 private:
  bool ends(double seconds) const { return gives_up_ && gives_up_(seconds); }

  const GivesUp& gives_up_;
};

void write_directly(const std::string& path, const std::string& text, const Writer& writer) {
  Descriptor file = writer.open(path, 0);
  if (!file.is_open() || !writer.write(file, text) || !file.close()) fail(path, errno);
}

/// The beginning of the name of an unfinished file for `target`.
std::string unfinished_prefix(const fs::path& target) {
  return "." + target.filename().string().substr(0, kMaxShownName) + std::string(kMark);
}

bool is_unfinished_name(std::string_view name) {
  if (!name.starts_with('.') || name.size() <= 1 + kMark.size() + kRandom.size()) return false;
  const std::string_view random = name.substr(name.size() - kRandom.size());
  name.remove_suffix(kRandom.size());
  return name.ends_with(kMark) &&
         std::all_of(random.begin(), random.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
}

/// Whether `path` is the name of this open file.
bool is_name_of(const Descriptor& file, const fs::path& path) {
  struct stat open{};
  struct stat named{};
  return ::fstat(file.number(), &open) == 0 && ::lstat(path.c_str(), &named) == 0 &&
         open.st_dev == named.st_dev && open.st_ino == named.st_ino;
}

/// Takes the lock; returns whether it did. On a file system without locks no run gets one, so no run ever
/// removes a file.
bool lock(const Descriptor& file) {
  return ::flock(file.number(), LOCK_EX | LOCK_NB) == 0;
}

/// Opens a new file beside `target`, locked if there are locks; sets `path` to its name. If that fails, the
/// descriptor is not open (see errno).
Descriptor open_beside(const fs::path& target, std::string& path) {
  for (int tries = 0; tries < kMaxTries; ++tries) {
    path = (folder_of(target) / (unfinished_prefix(target) + std::string(kRandom))).string();
    Descriptor file(::mkostemp(path.data(), O_CLOEXEC));
    if (!file.is_open()) return file;
    const bool others_lock = !lock(file) && errno == EWOULDBLOCK;
    if (!others_lock && is_name_of(file, path)) return file;
  }
  errno = EBUSY;
  return Descriptor();
}

void write_beside_and_rename(const std::string& path, const fs::path& target, const std::string& text,
                             const Writer& writer) {
  std::string beside;
  Descriptor file = open_beside(target, beside);
  if (!file.is_open()) fail(path, errno);
  const bool written = writer.write(file, text) && ::fchmod(file.number(), mode_for(target)) == 0 &&
                       ::fsync(file.number()) == 0 && ::rename(beside.c_str(), target.c_str()) == 0;
  if (written && file.close()) return;
  const int error = errno;
  if (!written) ::unlink(beside.c_str());
  fail(path, error);
}

void remove_if_unfinished(const fs::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat status{};
  if (!file.is_open() || ::fstat(file.number(), &status) != 0 || !S_ISREG(status.st_mode)) return;
  if (lock(file) && is_name_of(file, path)) ::unlink(path.c_str());
}

}  // namespace

fs::path target_of(const std::string& path) {
  std::error_code error;
  const fs::path target = fs::weakly_canonical(path, error);
  return error ? fs::path(path) : target;
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : ".";
}

bool is_special_file(const std::string& path) {
  const fs::path target = target_of(path);
  std::error_code error;
  return fs::exists(target, error) && !fs::is_regular_file(target, error);
}

void write_file(const std::string& path, const std::string& text, const GivesUp& gives_up) {
  require_whole_name(path);
  const Withheld signals;
  const Writer writer(gives_up);
  if (is_special_file(path)) {
    write_directly(path, text, writer);
  } else {
    write_beside_and_rename(path, target_of(path), text, writer);
  }
}

void append_to_file(const std::string& path, const std::string& text, const GivesUp& gives_up) {
  require_whole_name(path);
  const Withheld signals;
  const Writer writer(gives_up);
  Descriptor file = writer.open(path, O_APPEND | O_CREAT);
  if (!file.is_open()) fail(path, errno);
  // Keeps other writers away, so that the code below cuts off only its own text.
  static_cast<void>(::flock(file.number(), LOCK_EX));
  struct stat before{};
  const bool can_be_cut = ::fstat(file.number(), &before) == 0 && S_ISREG(before.st_mode);
  const bool written =
      writer.write(file, text) &&
      (::fsync(file.number()) == 0 || errno == EINVAL);  // EINVAL: this kind of file can't be synced
  const int error = errno;
  if (!written && can_be_cut) static_cast<void>(::ftruncate(file.number(), before.st_size));
  if (!written) fail(path, error);
  if (!file.close()) fail(path, errno);
}

void remove_unfinished_files(const fs::path& folder) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (is_unfinished_name(entry->path().filename().string())) remove_if_unfinished(entry->path());
  }
}

}  // namespace ggms::base
