// Counts and times the checks of base::Stop if an environment variable asks for that. It measures processor
// time per thread, so that the time between two checks does not depend on how busy the machine is. The first
// interval of a thread begins with the thread; the end of the thread counts as one more check.

#include "base/stop_probe.h"

#include <execinfo.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <ctime>
#include <mutex>
#include <string>

namespace ggms::base::stop_probe {

namespace {

constexpr std::int64_t kSecond = 1'000'000'000;  // ns

std::int64_t time_of(clockid_t clock) {
  timespec time{};
  clock_gettime(clock, &time);
  return time.tv_sec * kSecond + time.tv_nsec;
}

/// The call stack of the caller, innermost first: "file(+offset)", for addr2line.
std::string place() {
  constexpr int kMost = 24;  // functions
  constexpr int kOurs = 2;   // functions of this file
  std::array<void*, kMost> addresses{};
  const int count = backtrace(addresses.data(), kMost);
  char** const names = backtrace_symbols(addresses.data(), count);
  std::string text;
  for (int i = kOurs; names != nullptr && i < count; ++i) {
    const std::string name = names[i];
    text += (text.empty() ? "" : " ") + name.substr(0, name.find(" ["));
  }
  std::free(names);  // NOLINT(cppcoreguidelines-no-malloc): the C library allocates it
  return text;
}

std::string in_seconds(std::int64_t nanoseconds) {
  return std::to_string(static_cast<double>(nanoseconds) / static_cast<double>(kSecond));
}

class Probe {
 public:
  Probe() {
    if (const char* const at = std::getenv("GGMS_INTERRUPT_AT"))
      interrupt_at_ = std::strtoull(at, nullptr, 10);
    if (const char* const file = std::getenv("GGMS_STOP_GAPS")) file_ = file;
    is_on_ = interrupt_at_ != 0 || !file_.empty();
  }
  ~Probe() {
    if (!file_.empty()) write();
  }
  Probe(const Probe&) = delete;
  Probe& operator=(const Probe&) = delete;

  bool is_on() const { return is_on_; }

  void note_check();
  void note_gap(std::uint64_t check);

 private:
  void write() {
    note_gap(0);
    std::string line = "{\"checks\": " + std::to_string(checks_) + ", \"longest\": " + in_seconds(longest_) +
                       ", \"before_check\": " + std::to_string(before_check_) + ", \"place\": \"" + place_ +
                       "\"";
    if (interrupted_ >= 0)
      line += ", \"after_interrupt\": " + in_seconds(time_of(CLOCK_PROCESS_CPUTIME_ID) - interrupted_);
    line += "}\n";
    const int file = ::open(file_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    // If the line can't be written, the file lacks it.
    if (file < 0 || ::write(file, line.data(), line.size()) < 0) return;
    ::close(file);
  }

  std::uint64_t interrupt_at_ = 0;
  std::string file_;
  bool is_on_ = false;
  std::atomic<std::uint64_t> checks_{0};
  std::atomic<std::int64_t> interrupted_{-1};  // processor time of all threads when SIGINT was raised, ns
  std::mutex mutex_;                           // protects the members below
  std::int64_t longest_ = 0;                   // ns
  std::uint64_t before_check_ = 0;             // 0: the end of a thread
  std::string place_;
};

Probe probe;  // outlives all threads that check

thread_local std::int64_t last_check = 0;  // this thread's processor time at its last check, ns

/// Its destructor notes the end of a thread that checks.
struct End {
  ~End() {
    if (is_noted) probe.note_gap(0);
  }
  bool is_noted = false;
};
thread_local End end_of_thread;

void Probe::note_check() {
  const std::uint64_t number = ++checks_;
  if (!file_.empty()) note_gap(number);
  end_of_thread.is_noted = !file_.empty();
  if (number != interrupt_at_) return;
  interrupted_ = time_of(CLOCK_PROCESS_CPUTIME_ID);
  std::raise(SIGINT);
}

void Probe::note_gap(std::uint64_t check) {
  const std::int64_t gap = time_of(CLOCK_THREAD_CPUTIME_ID) - last_check;
  {
    const std::lock_guard lock(mutex_);
    if (gap > longest_) {
      longest_ = gap;
      before_check_ = check;
      place_ = place();
    }
  }
  last_check = time_of(CLOCK_THREAD_CPUTIME_ID);  // the time of this function belongs to no interval
}

}  // namespace

bool is_on() {
  return probe.is_on();
}

void note_check() {
  probe.note_check();
}

}  // namespace ggms::base::stop_probe
