// The first Ctrl-C asks the engines to stop, so that the program can say how far it came; the second one
// kills it. A signal that is ignored from the start (nohup, a background job of a script) stays ignored.

#include "cli/signals.h"

#include <csignal>

namespace ggms::cli {

namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may touch nothing else");

void on_signal(int signal) {
  if (!interrupted.exchange(true)) return;
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
  sigaction(signal, &ours, nullptr);
}

}  // namespace

const std::atomic<bool>* interrupt_flag() {
  static const bool installed = [] {
    handle(SIGINT);
    handle(SIGTERM);
    return true;
  }();
  static_cast<void>(installed);
  return &interrupted;
}

}  // namespace ggms::cli
