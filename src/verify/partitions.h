#pragma once

#include <vector>

namespace ggms::verify {

/// All ways in which some of `width` variables can stand for the same process: restricted growth strings.
std::vector<std::vector<int>> partitions_of(int width);

}  // namespace ggms::verify
