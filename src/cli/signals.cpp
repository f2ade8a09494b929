// Handles signals. The first Ctrl-C asks the engines to stop, so that the program can say how far it came;
// the second one kills it. The same signal right behind the first does not count as a second: timeout(1)
// sends it to the process, and then to its group. A signal that is ignored from the start (nohup, a
// background job of a script) stays ignored.

#include "cli/signals.h"

#include <csignal>
#include <cstdint>
#include <ctime>

namespace ggms::cli {

namespace {

constexpr std::int64_t kSameRequest =
    200'000'000;  // ns in which a repeated signal counts as the same request; our choice

std::atomic<bool> interrupted{false};
std::atomic<int> first_signal{0};
std::atomic<std::int64_t> first_time{0};  // ns
std::atomic<void (*)()> notify{nullptr};  // of the first signal
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<std::int64_t>::is_always_lock_free,
              "a signal handler may touch nothing else");

std::int64_t now() {
  constexpr std::int64_t kSecond = 1'000'000'000;
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * kSecond + time.tv_nsec;
}

void on_signal(int signal) {
  int none = 0;
  if (first_signal.compare_exchange_strong(none, signal)) {
    first_time = now();
    interrupted = true;
    notify.load()();
    return;
  }
  // Another thread may be handling the first signal and not have noted its time yet.
  if (signal == first_signal && (first_time == 0 || now() - first_time < kSameRequest)) return;
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void handle(int signal) {
  struct sigaction old{};
  sigaction(signal, nullptr, &old);
  if (old.sa_handler == SIG_IGN) return;
  struct sigaction ours{};
  ours.sa_handler = on_signal;
  ours.sa_flags = SA_RESTART;
  sigemptyset(&ours.sa_mask);
  sigaddset(&ours.sa_mask, SIGINT);
  sigaddset(&ours.sa_mask, SIGTERM);
  sigaction(signal, &ours, nullptr);
}

}  // namespace

void catch_signals(void (*on_first)()) {
  notify = on_first;
  handle(SIGINT);
  handle(SIGTERM);
}

const std::atomic<bool>* interrupt_flag() {
  return &interrupted;
}

}  // namespace ggms::cli
