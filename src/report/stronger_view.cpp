// Words the answer for a stronger view. It has a claim of its own, because its numbers of rounds and states
// may differ from those of the main answer.

#include "report/stronger_view.h"

#include "report/claim.h"
#include "report/words.h"
#include "synth/claim.h"

namespace ggms::report {

std::string stronger_view_text(const synth::StrongerView& stronger, const synth::Range& range) {
  const model::Setting& setting = stronger.growth.setting;
  const std::string option = "--view " + model::to_string(setting.view);
  switch (synth::answer_of(stronger.growth, range)) {
    case synth::Answer::kFound: {
      std::string text =
          "with " + option + " there is one: " + counted(static_cast<std::uint64_t>(setting.rounds), "round");
      if (setting.rounds > 1)
        text += ", " + counted(static_cast<std::uint64_t>(setting.states), "internal state");
      return text + "; verified in every execution";
    }
    case synth::Answer::kInfeasible:
      return "with " + option + " it is infeasible, too: no protocol " +
             ruled_out_text(stronger.growth, range);
    case synth::Answer::kUnknown:
      break;
  }
  return "with " + option + ": not decided";
}

}  // namespace ggms::report
