#pragma once

#include <cstddef>
#include <functional>

namespace ggms::base {

/// Calls body(0) .. body(count - 1), each once, on up to `threads` threads (0: one per processor). Any thread
/// may take any index. So that results don't depend on the number of threads, each call of body writes to a
/// place of its own, and the caller merges these in the order of indices. Rethrows the exception of the
/// lowest index that threw.
void parallel_for(std::size_t count, int threads, const std::function<void(std::size_t)>& body);

}  // namespace ggms::base
