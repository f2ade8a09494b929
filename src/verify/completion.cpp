// Completes a machine and checks that the total machine behaves like the given one. Entries that no execution
// needs can't change any execution, so a difference between the two checks is a bug in the completion or in a
// checker.

#include "verify/completion.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "rule/complete.h"
#include "verify/explicit.h"

namespace ggms::verify {

Completion complete(const model::Problem& problem, const model::Machine& machine,
                    const std::vector<model::Entry>& unneeded, base::Stop& stop) {
  rule::require_completable(problem.setting());
  ExplicitOptions everything;
  everything.uses = true;
  everything.entries = true;
  Completion result{check_explicit(problem, machine, everything, stop), std::nullopt, {}};
  if (result.check.verdict != Verdict::kVerified) return result;
  std::optional<model::Machine> total = rule::completed(machine, unneeded, stop);
  if (!total) return {};
  const Check again = check_explicit(problem, *total, everything, stop);
  if (again.verdict == Verdict::kUnknown) return {};
  if (again.verdict != Verdict::kVerified || again.configurations != result.check.configurations ||
      again.transitions != result.check.transitions || again.entries != result.check.entries) {
    throw base::InternalError(
        "the completed machine behaves differently from the machine that it was made from");
  }
  for (const auto& [entry, next] : total->entries()) {
    if (!std::binary_search(again.entries.begin(), again.entries.end(), entry))
      result.unneeded.push_back(entry);
  }
  result.machine = std::move(total);
  return result;
}

}  // namespace ggms::verify
