#pragma once

#include <compare>
#include <set>
#include <vector>

#include "base/stop.h"
#include "model/adversary.h"

namespace ggms::verify {

/// How a run can end, apart from values: how many processes of each group have which role and are up, and
/// what properties can see of the faults.
struct RunEnding {
  int failures = 0;  // first, so that the mildest endings come first
  bool crashed = false;
  bool lost = false;
  std::vector<std::vector<int>> present;  // per group and role (by position in Adversary::roles())
  model::Ledger ledger{};
  auto operator<=>(const RunEnding&) const = default;
};

/// Every ending of a run of `rounds` rounds; `groups`: the number of processes in each group; the
/// specification can't tell processes of one group apart. Throws base::Stopped once `stop` is requested.
std::set<RunEnding> run_endings(const model::Adversary& adversary, const std::vector<int>& groups, int rounds,
                                base::Stop& stop);

}  // namespace ggms::verify
