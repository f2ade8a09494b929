// Files that appear whole or not at all: a new file is written beside its place, under a name that is ours
// alone, and renamed. While it is written its writer holds a lock on it (flock), which the kernel lets go of
// when the writer ends, however it ends. So an unfinished file without a lock is one that a killed run left,
// and the next run that writes into the folder removes it. Two orders of events need care:
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

constexpr std::string_view kMark = ".ggms-";    // in the names of unfinished files: .NAME.ggms-XXXXXX
constexpr std::string_view kRandom = "XXXXXX";  // what mkostemp replaces by letters and digits
constexpr std::size_t kMaxShownName = 200;      // bytes of NAME; with the rest under 255, the most on Linux
constexpr int kMaxTries = 100;                  // ours: each needs a run that clears the folder just then

[[noreturn]] void fail(const std::string& path, int error) {
  throw base::Error(path + ": can't be written (" + why_not_written(error) + ")");
}

/// What the process leaves out of new files' permissions. umask(2) tells it only by changing it, which other
/// threads would notice.
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

/// The permissions that the new file gets: those of the old one, or a new file's.
mode_t mode_for(const fs::path& target) {
  struct stat old{};
  if (::stat(target.c_str(), &old) == 0) return old.st_mode & 0777U;
  return kNewFileMode & ~file_mask();
}

/// Keeps a signal from this thread, and takes it away if it came: writing to a pipe without a reader, or past
/// the limit of a file's size, is an error for whoever calls us, and not the end of the process.
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

/// Waits for a reader, and writes.
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

/// What the name of an unfinished file for `target` begins with.
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

/// Whether the lock is ours now. Where a file system has no locks, no run gets one, and nothing is ever
/// removed.
bool lock(const Descriptor& file) {
  return ::flock(file.number(), LOCK_EX | LOCK_NB) == 0;
}

/// A new file beside `target`, open and, where there are locks, locked; `path` is set to its name. Not open
/// (see errno) where there can't be one.
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
  // Alone with the file as long as this takes: what is cut off below is ours.
  static_cast<void>(::flock(file.number(), LOCK_EX));
  struct stat before{};
  const bool can_be_cut = ::fstat(file.number(), &before) == 0 && S_ISREG(before.st_mode);
  const bool written = writer.write(file, text) &&
                       (::fsync(file.number()) == 0 || errno == EINVAL);  // EINVAL: no file to be synced
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
