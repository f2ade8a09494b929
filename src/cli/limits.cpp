// Enforces limits and signals, from the first statement of the program on. Long computations ask their
// base::Stop and return what they have. Some steps can't ask: Z3 compiles, a table is laid out, memory is
// freed. So a thread watches. If a command goes on for most of a second of processor time after a limit was
// reached or a signal came, the thread says why and ends the process. It waits without taking processor time,
// for the deadline or for a signal (whose handler posts a semaphore); only with a limit on memory it looks
// every now and then. The watch is over once the program gives its answer, so that the answer is not lost
// while it is printed.

#include "cli/limits.h"

#include <poll.h>
#include <semaphore.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <ctime>
#include <new>
#include <optional>
#include <string>
#include <system_error>
#include <thread>

#include "base/check.h"
#include "base/descriptor.h"
#include "base/exit_code.h"
#include "cli/signals.h"

namespace ggms::cli {

namespace {

using Clock = std::chrono::steady_clock;
using Reason = base::Stop::Reason;
using Seconds = std::chrono::duration<double>;

constexpr double kLook =
    0.02;  // seconds between looks at the processor time, after a limit was reached or a signal came
constexpr double kMemoryLook = 0.1;  // seconds between looks at memory
constexpr double kForever = 1e9;     // seconds; past it the clock's arithmetic would overflow

enum class Phase { kWorking, kEnding, kSettled };

/// The data that the command, signal handlers and the watching thread share. Never destroyed, because the
/// thread outlives main.
struct Watch {
  Watch() { CHECK(::sem_init(&wake, 0, 0) == 0); }

  const Clock::time_point start = Clock::now();
  sem_t wake{};                           // something below has changed, or a signal came
  std::atomic<double> timeout{kForever};  // seconds since the start
  std::atomic<std::uint64_t> memory{0};   // MiB, 0: no limit
  std::atomic<Phase> phase{Phase::kWorking};
  std::recursive_mutex whole_files;
};

Watch& watch() {
  static Watch* const watch = new Watch;
  return *watch;
}

void wake() {
  ::sem_post(&watch().wake);
}

double processor_seconds() {
  constexpr double kNanosecond = 1e-9;
  timespec time{};
  CHECK(::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time) == 0);
  return static_cast<double>(time.tv_sec) + kNanosecond * static_cast<double>(time.tv_nsec);
}

/// The limit or signal that should have ended the command.
Reason reached() {
  if (*interrupt_flag()) return Reason::kInterrupted;
  if (seconds_since_start() >= watch().timeout) return Reason::kTimeout;
  const std::uint64_t memory = watch().memory;
  return memory != 0 && base::resident_mib() > memory ? Reason::kMemory : Reason::kNone;
}

/// Sleeps until something changed or so many seconds have passed.
void sleep(double seconds) {
  if (seconds >= kForever) {
    ::sem_wait(&watch().wake);
    return;
  }
  constexpr double kNanoseconds = 1e9;
  timespec until{};
  CHECK(::clock_gettime(CLOCK_MONOTONIC, &until) == 0);
  const double at = static_cast<double>(until.tv_nsec) + seconds * kNanoseconds;
  until.tv_sec += static_cast<time_t>(at / kNanoseconds);
  until.tv_nsec =
      static_cast<long>(at - static_cast<double>(static_cast<time_t>(at / kNanoseconds)) * kNanoseconds);
  ::sem_clockwait(&watch().wake, CLOCK_MONOTONIC, &until);
}

/// For how long the thread may sleep: no limit is reached in this time, unless the semaphore wakes it.
double quiet_seconds() {
  const double left = watch().timeout >= kForever ? kForever : watch().timeout - seconds_since_start();
  const double least = 1e-3;
  return std::max(least, watch().memory == 0 ? left : std::min(left, kMemoryLook));
}

/// Says why on stderr, unless the pipe is full, and ends the process.
[[noreturn]] void end_at_once(const char* why) {
  pollfd can_be_written{STDERR_FILENO, POLLOUT, 0};
  if (::poll(&can_be_written, 1, 0) == 1) {
    for (const char* part : {::isatty(STDERR_FILENO) == 1 ? "\r\x1b[K" : "", "ggms: ", why, "\n"})
      base::write_all(STDERR_FILENO, part, [](double) { return true; });
  }
  ::_exit(static_cast<int>(base::ExitCode::kUnknown));
}

/// Called when an allocation fails: ends the process as a limit on memory does, because not every library
/// survives a failed allocation. While files are being written or the answer is being given, the allocation
/// throws as usual.
void end_without_memory() {
  const std::unique_lock whole_files(watch().whole_files, std::try_to_lock);
  Phase phase = Phase::kWorking;
  if (whole_files.owns_lock() && watch().phase.compare_exchange_strong(phase, Phase::kEnding))
    end_at_once("out of memory");
  throw std::bad_alloc();
}

/// Ends the process, unless the answer is being given.
void end(Reason reason) {
  const WholeFiles none_is_half_written;
  Phase phase = Phase::kWorking;
  if (!watch().phase.compare_exchange_strong(phase, Phase::kEnding)) return;
  end_at_once(base::to_string(reason));
}

void keep_watch() {
  std::optional<double> since;  // the processor time at which the limit was reached
  while (watch().phase == Phase::kWorking) {
    const Reason reason = reached();
    if (reason == Reason::kNone) {
      since.reset();
    } else if (!since) {
      since = processor_seconds();
    } else if (processor_seconds() - *since >= kGrace) {
      end(reason);
    }
    sleep(since ? kLook : quiet_seconds());
  }
}

/// Starts the thread, which leaves all signals to the other threads.
void start_watching() {
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  ::pthread_sigmask(SIG_SETMASK, &all, &before);
  try {
    std::thread(keep_watch).detach();
  } catch (const std::system_error&) {
    // The system allows no thread: then limits end only computations that ask their Stop.
  }
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
}

}  // namespace

void begin_limits() {
  watch();  // the clock starts
  std::set_new_handler(end_without_memory);
  catch_signals(wake);
  start_watching();
}

double seconds_since_start() {
  return Seconds(Clock::now() - watch().start).count();
}

base::Stop stop_of(const Limits& limits) {
  constexpr double kLeast = 1e-9;  // seconds: 0 would be no limit
  watch().timeout = limits.timeout > 0 ? limits.timeout : kForever;
  watch().memory = limits.memory;
  wake();
  const double left = limits.timeout > 0 ? std::max(kLeast, limits.timeout - seconds_since_start()) : 0;
  return {left, limits.memory, interrupt_flag()};
}

bool is_limit_reached() {
  return reached() != Reason::kNone;
}

bool ends_stalled_output(double seconds) {
  constexpr double kPatience = 2;  // seconds; our choice: a slow reader takes something in that time
  return seconds >= kPatience && is_limit_reached();
}

void settle_answer() {
  Phase phase = Phase::kWorking;
  watch().phase.compare_exchange_strong(phase, Phase::kSettled);
  while (phase == Phase::kEnding) ::pause();  // the other thread is about to end the process
  wake();
}

WholeFiles::WholeFiles() : lock_(watch().whole_files) {}

}  // namespace ggms::cli
