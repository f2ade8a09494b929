#pragma once

#include <algorithm>
#include <numeric>
#include <vector>

#include "base/check.h"
#include "verify/expansion.h"
#include "verify/final_check.h"

namespace ggms::verify {

/// How the processes of a configuration end under a coupled choice of the last round. With `merge`, processes
/// that no property tells apart are one part; otherwise each mover has its part, in their order, followed by
/// the others. `outcomes_of(mover)` becomes EndPart::outcomes.
template <class OutcomesOf>
std::vector<EndPart> end_parts(const model::Problem& problem, const Expansion& at, const Plan::Round& round,
                               bool merge, std::vector<Group>& gone, const OutcomesOf& outcomes_of) {
  std::vector<EndPart> parts;
  const bool names = problem.compiled().uses_names();
  const bool merges = merge && !names;
  const auto add = [&](const Group& group, int count, EndPart part) {
    part.name = names ? group.process : spec::Observation::kNone;
    part.local = group.local;
    part.decided_in = group.decided_in;
    for (EndPart& known : parts) {
      part.count = known.count;
      if (!merges || part != known) continue;
      known.count += count;
      return;
    }
    part.count = count;
    parts.push_back(part);
  };
  for (const Plan::Mover& mover : round.movers) {
    const Group& group = at.groups[static_cast<std::size_t>(mover.group)];
    add(group, mover.count,
        {.correct = group.role == model::kNotPicked && !mover.leaves,
         .outcomes = outcomes_of(mover),
         .crashed = mover.leaves,
         .connected = group.connected && mover.is_heard && !mover.leaves});
  }
  const EndPart crashed{.correct = false, .crashed = true, .connected = false};
  for (const Plan::Crash& crash : round.crashing) {
    const Group& group = at.groups[static_cast<std::size_t>(crash.group)];
    EndPart part = crashed;
    part.decision = group.decision;
    add(group, crash.count, part);
  }
  for (const Group& group : at.groups) {
    if (group.state == Group::kForges && group.live > 0)
      add(group, group.live, {.correct = false, .connected = false});
  }
  at.frame->decode_crashed(at.key, gone);
  for (const Group& group : gone) {
    EndPart part = crashed;
    part.decision = group.decision;
    add(group, group.live, part);
  }
  if (merges) std::sort(parts.begin(), parts.end());
  ASSERT(std::accumulate(parts.begin(), parts.end(), 0, [](int sum, const EndPart& part) {
           return sum + part.count;
         }) == problem.setting().processes);
  return parts;
}

/// What the end says of the run as a whole: how many processes failed, and whether one crashed.
struct EndTotals {
  int failures = 0;
  bool crashed = false;

  explicit EndTotals(const std::vector<EndPart>& parts) {
    for (const EndPart& part : parts) {
      failures += part.correct ? 0 : part.count;
      crashed = crashed || part.crashed;
    }
  }
};

}  // namespace ggms::verify
