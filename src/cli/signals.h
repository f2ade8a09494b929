#pragma once

#include <atomic>

namespace ggms::cli {

/// Set by the first Ctrl-C (SIGINT) or SIGTERM from the first call on, for base::Stop; the second one kills
/// the program.
const std::atomic<bool>* interrupt_flag();

}  // namespace ggms::cli
