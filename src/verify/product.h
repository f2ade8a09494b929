#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "verify/outcome_bits.h"
#include "verify/plan.h"

namespace ggms::verify {

/// How `count` alike processes move: the outcome set of each, and for each outcome what a process that takes
/// it adds to the next configuration's key.
struct Box {
  std::uint64_t outcomes = 0;
  int count = 0;
  const Plan::Mover* mover = nullptr;
};

/// How many members the product of the boxes has: those that Product visits.
inline std::uint64_t product_size(const std::vector<Box>& boxes) {
  std::uint64_t size = 1;
  for (const Box& box : boxes) {
    // Multisets of `count` outcomes out of k: binomial(count + k - 1, k - 1).
    const auto k = static_cast<std::uint64_t>(__builtin_popcountll(box.outcomes));
    std::uint64_t ways = 1;
    for (std::uint64_t i = 1; i < k; ++i) ways = ways * (static_cast<std::uint64_t>(box.count) + i) / i;
    size *= ways;
  }
  return size;
}

/// Calls visit(key, lost) for every member of a product of outcome sets, until visit returns true. Each
/// process of a box chooses on its own; choices that differ only in the order of alike processes are visited
/// once. While a member is visited, `chosen[i]` holds (outcome index, how many) of box i.
class Product {
 public:
  /// `weight(mover, outcome index)` is what one process adds to the key.
  template <class Weight, class Visit>
  bool visit(const std::vector<Box>& boxes, std::uint64_t key, const OutcomeBits& bits, const Weight& weight,
             const Visit& visit) {
    chosen.assign(boxes.size(), {});
    return recurse(boxes, 0, key, false, bits, weight, visit);
  }

  std::vector<std::vector<std::pair<int, int>>> chosen;

 private:
  template <class Weight, class Visit>
  bool recurse(const std::vector<Box>& boxes, std::size_t i, std::uint64_t key, bool lost,
               const OutcomeBits& bits, const Weight& weight, const Visit& visit) {
    if (i == boxes.size()) return visit(key, lost);
    return share(boxes, i, boxes[i].outcomes, boxes[i].count, key, lost, bits, weight, visit);
  }

  template <class Weight, class Visit>
  bool share(const std::vector<Box>& boxes, std::size_t i, std::uint64_t outcomes, int left,
             std::uint64_t key, bool lost, const OutcomeBits& bits, const Weight& weight,
             const Visit& visit) {
    if (left == 0) return recurse(boxes, i + 1, key, lost, bits, weight, visit);
    const int outcome = __builtin_ctzll(outcomes);
    const std::uint64_t rest = outcomes & (outcomes - 1);
    const std::uint64_t step = weight(*boxes[i].mover, outcome);
    for (int take = rest == 0 ? left : 0; take <= left; ++take) {
      const bool now_lost = lost || (take > 0 && bits.is_lost(outcome));
      if (take > 0) chosen[i].emplace_back(outcome, take);
      const std::uint64_t next_key = key + step * static_cast<std::uint64_t>(take);
      if (share(boxes, i, rest, left - take, next_key, now_lost, bits, weight, visit)) return true;
      if (take > 0) chosen[i].pop_back();
    }
    return false;
  }
};

}  // namespace ggms::verify
