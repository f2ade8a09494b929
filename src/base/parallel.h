#pragma once

#include <cstddef>
#include <functional>

namespace ggms::base {

/// Calls body(0) .. body(count - 1), each once, on up to `threads` threads (0: one per processor). Which
/// thread takes which index is open: bodies write to places of their own, and the caller merges in index
/// order, so that results don't depend on the number of threads. Rethrows the exception of the lowest index
/// that threw.
void parallel_for(std::size_t count, int threads, const std::function<void(std::size_t)>& body);

}  // namespace ggms::base
