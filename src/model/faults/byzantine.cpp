// Byzantine processes: the adversary picks them before the run. They have no state of their own and send each
// receiver any state of the round's alphabet, or nothing.

#include "model/fault_model.h"

namespace ggms::model {

const FaultModel kByzantine = {
    .word = "byzantine",
    .letter = "F",
    .meaning =
        "pick up to F processes before the run; in every round each of them sends each receiver any "
        "state, or nothing, independently; they decide nothing",
    .number = FaultModel::Number::kProcesses,
    .picks = true,
    .forges = true,
    .mark = 'z',
    .extend =
        [](const Draft& draft, std::size_t word, int, const std::function<void(Draft)>& next) {
          Draft after = draft;
          for (std::size_t c = 0; c < after.classes.size(); ++c) {
            if (after.classes[c].role == word + 1) after.worsen_sent(c, Link::kForged);
          }
          next(std::move(after));
        },
    .explains = [](const LostMessage& message,
                   std::size_t word) { return message.scenario.role(message.sender) == word + 1; },
    .missing = at_most_all_others,
};

}  // namespace ggms::model
