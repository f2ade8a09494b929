// The ways in which the variables of a universal statement can stand for the same processes.

#include "verify/partitions.h"

#include <algorithm>

namespace ggms::verify {

std::vector<std::vector<int>> partitions_of(int width) {
  std::vector<std::vector<int>> all{{}};
  for (int i = 0; i < width; ++i) {
    std::vector<std::vector<int>> next;
    for (const auto& partition : all) {
      const int blocks = partition.empty() ? 0 : *std::max_element(partition.begin(), partition.end()) + 1;
      for (int block = 0; block <= blocks; ++block) {
        next.push_back(partition);
        next.back().push_back(block);
      }
    }
    all = std::move(next);
  }
  return all;
}

}  // namespace ggms::verify
