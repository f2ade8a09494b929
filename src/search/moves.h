#pragma once

#include <cstdint>

namespace ggms::search {

/// Where the moves of table entries come from.
struct Moves {
  std::uint64_t probable = 0;    // the policy's most probable one
  std::uint64_t proved = 0;      // frozen, because every other one was proved wrong under what is frozen
  std::uint64_t frozen = 0;      // frozen as ambiguous, or tried after the others were refuted
  std::uint64_t first_path = 0;  // frozen before all search (Theorem 2)
};

}  // namespace ggms::search
