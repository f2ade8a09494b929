// What the attempts of a growth prove. The answer is infeasible if they rule out all rounds and states that
// were asked about; else a protocol was only not found.

#include "synth/claim.h"

#include <algorithm>
#include <vector>

namespace ggms::synth {

Answer answer_of(const Growth& growth, const Range& range) {
  if (growth.result.answer == Answer::kFound || growth.attempts.empty()) return growth.result.answer;
  // Every number of rounds, with the given number of states or with any.
  const int last = range.rounds.value_or(range.max_rounds);
  for (int rounds = range.rounds.value_or(1); rounds <= last; ++rounds) {
    const bool ruled_out =
        std::any_of(growth.attempts.begin(), growth.attempts.end(), [&](const auto& attempt) {
          return attempt.setting.rounds == rounds && attempt.answer == Answer::kInfeasible &&
                 (attempt.any_states || range.states == attempt.setting.states);
        });
    if (!ruled_out) return Answer::kUnknown;
  }
  return Answer::kInfeasible;
}

bool is_for_any_states(const Growth& growth, const Range& range) {
  const std::vector<Attempt>& attempts = growth.attempts;
  return answer_of(growth, range) == Answer::kInfeasible &&
         (!range.states ||
          std::all_of(attempts.begin(), attempts.end(), [](const auto& one) { return one.any_states; }));
}

}  // namespace ggms::synth
