#pragma once

#include <compare>
#include <set>
#include <vector>

#include "base/stop.h"
#include "model/adversary.h"

namespace ggms::verify {

/// How a run can end, but for values: how many of each group have which role and are up, and what was seen of
/// the faults.
struct RunEnding {
  int failures = 0;  // first, so that the mildest endings come first
  bool crashed = false;
  bool lost = false;
  std::vector<std::vector<int>> present;  // per group and role (by position in Adversary::roles())
  model::Ledger ledger{};
  auto operator<=>(const RunEnding&) const = default;
};

/// Every ending of a run of `rounds` rounds; `groups`: how many processes there are in each group of those
/// that nothing tells apart. Throws base::Stopped once `stop` is requested.
std::set<RunEnding> run_endings(const model::Adversary& adversary, const std::vector<int>& groups, int rounds,
                                base::Stop& stop);

}  // namespace ggms::verify
