#pragma once

#include <cstdint>

namespace ggms::search {

/// How many of a machine's moves come from where.
struct Moves {
  std::uint64_t probable = 0;    // the policy's most probable one
  std::uint64_t proved = 0;      // frozen, because every other move was proved wrong under the frozen entries
  std::uint64_t frozen = 0;      // frozen as ambiguous, or tried after the others were refuted
  std::uint64_t first_path = 0;  // frozen before all search (Theorem 2)
};

}  // namespace ggms::search
