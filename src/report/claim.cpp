// What an answer claims. The texts name the view, as a protocol may exist in a view in which processes see
// more, and speak of no more rounds and states than were ruled out.

#include "report/claim.h"

#include <algorithm>
#include <vector>

#include "report/words.h"

namespace ggms::report {

synth::Answer answer_of(const synth::Growth& growth, const synth::Range& range) {
  if (growth.result.answer == synth::Answer::kFound || growth.attempts.empty()) return growth.result.answer;
  // Every number of rounds, with the given number of states or with any.
  const int last = range.rounds.value_or(range.max_rounds);
  for (int rounds = range.rounds.value_or(1); rounds <= last; ++rounds) {
    const bool ruled_out =
        std::any_of(growth.attempts.begin(), growth.attempts.end(), [&](const auto& attempt) {
          return attempt.setting.rounds == rounds && attempt.answer == synth::Answer::kInfeasible &&
                 (attempt.any_states || range.states == attempt.setting.states);
        });
    if (!ruled_out) return synth::Answer::kUnknown;
  }
  return synth::Answer::kInfeasible;
}

bool is_for_any_states(const synth::Growth& growth, const synth::Range& range) {
  const std::vector<synth::Attempt>& attempts = growth.attempts;
  return answer_of(growth, range) == synth::Answer::kInfeasible &&
         (!range.states ||
          std::all_of(attempts.begin(), attempts.end(), [](const auto& one) { return one.any_states; }));
}

std::string ruled_out_text(const synth::Growth& growth, const synth::Range& range) {
  const model::Setting& setting = growth.setting;
  const std::string text = "in the view " + model::to_string(setting.view) + " takes ";
  if (setting.rounds == 1) return text + "one round";
  const std::string rounds = counted(static_cast<std::uint64_t>(setting.rounds), "round");
  const std::string states = counted(static_cast<std::uint64_t>(setting.states), "internal state");
  return text + rounds + (range.rounds ? "" : " or fewer") +
         (range.states ? " with at most " + states : ", with any number of states");
}

}  // namespace ggms::report
