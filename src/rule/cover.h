#pragma once

#include <cstddef>
#include <vector>

#include "base/stop.h"
#include "rule/pattern.h"

namespace ggms::rule {

/// Patterns for the rows that lead to one next state.
struct Cover {
  std::vector<Pattern> patterns;  // sorted by how many rows they explain
  std::size_t left = 0;           // how many rows no pattern covers
};

/// At most `max_patterns` patterns for the rows that lead to `next`, each true on its own. The search
/// examines about `work` values of rows, and ends early if `stop` (may be null) is requested.
Cover cover_of(const Rows& rows, int next, std::size_t max_patterns, double work, base::Stop* stop);

}  // namespace ggms::rule
