#pragma once

#include <atomic>

namespace ggms::cli {

/// Catches Ctrl-C (SIGINT) and SIGTERM from now on. `on_first` is called by the handler of the first one, and
/// may do only what a handler may. The second one kills the program.
void catch_signals(void (*on_first)());

/// Set by the first of these signals, for base::Stop.
const std::atomic<bool>* interrupt_flag();

}  // namespace ggms::cli
