#pragma once

#include <atomic>

namespace ggms::cli {

/// Catches Ctrl-C (SIGINT) and SIGTERM from now on. The handler of the first signal calls `on_first`, which
/// may do only what a signal handler may. The second signal kills the program.
void catch_signals(void (*on_first)());

/// Set by the first of these signals, for base::Stop.
const std::atomic<bool>* interrupt_flag();

}  // namespace ggms::cli
