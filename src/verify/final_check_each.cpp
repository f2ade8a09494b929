// All ways in which the end of a run breaks a property: for clauses about every machine, where outcome sets
// hold whatever some machine could do.

#include "verify/final_check.h"

#include <algorithm>

namespace ggms::verify {

void FinalCheck::each_violation(const std::vector<EndPart>& parts, const spec::RunFacts& facts,
                                const OnBroken& visit) {
  EndViolation found;
  for (std::size_t i = 0; i < properties_.size(); ++i) {
    found.property = static_cast<int>(i);
    each_violation(properties_[i], parts, facts, found, visit);
  }
}

/// Splits `lost` into its two cases, like violated(). A process that is needed only because it misses a
/// message is not named: it does so whatever it becomes.
void FinalCheck::each_violation(Rule& rule, const std::vector<EndPart>& parts, const spec::RunFacts& facts,
                                EndViolation& found, const OnBroken& visit) {
  found.lost.reset();
  if (!bits_.tracks_lost() || facts.lost) {
    search(rule, parts, facts, found, &visit);
    return;
  }
  std::vector<EndPart> lossless = parts;
  const bool possible = std::all_of(lossless.begin(), lossless.end(), [&](EndPart& part) {
    const bool moves = part.outcomes != 0;
    part.outcomes &= ~bits_.all_lost();
    return !moves || part.outcomes != 0;
  });
  found.lost = false;
  if (possible) search(rule, lossless, facts, found, &visit);
  spec::RunFacts lossy = facts;
  lossy.lost = true;
  found.lost = true;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if ((parts[i].outcomes & bits_.all_lost()) == 0) continue;
    std::vector<EndPart> split = parts;
    --split[i].count;
    split.push_back(parts[i]);
    split.back().count = 1;
    split.back().outcomes &= bits_.all_lost();
    const OnBroken rename = [&](const EndViolation& broken) {
      EndViolation renamed = broken;
      for (auto& [part, outcome] : renamed.fixed) {
        if (static_cast<std::size_t>(part) == parts.size()) part = static_cast<int>(i);
      }
      visit(renamed);
    };
    search(rule, split, lossy, found, &rename);
  }
}

}  // namespace ggms::verify
