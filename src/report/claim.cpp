// Says what an infeasible answer claims. The texts name the view, because a protocol may exist in a view in
// which processes see more, and they claim only the rounds and states that were ruled out.

#include "report/claim.h"

#include "report/words.h"

namespace ggms::report {

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
