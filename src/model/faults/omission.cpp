// Omissions: the adversary picks processes before the run, and may lose their messages in any round (with
// general omission also the messages to them). These processes keep moving, and they decide.

#include "model/fault_model.h"

namespace ggms::model {

const FaultModel kOmission = {
    .word = "omission",
    .letter = "F",
    .meaning =
        "pick up to F processes before the run; any of their messages to others may be lost, in any round; "
        "they keep moving, and they decide",
    .number = FaultModel::Number::kProcesses,
    .picks = true,
    .mark = 'o',
    .extend =
        [](const Draft& draft, std::size_t word, int, const std::function<void(Draft)>& next) {
          Draft after = draft;
          for (std::size_t c = 0; c < after.classes.size(); ++c) {
            if (after.classes[c].role == word + 1) after.worsen_sent(c, Link::kAtRisk);
          }
          next(std::move(after));
        },
    .explains = [](const LostMessage& message,
                   std::size_t word) { return message.scenario.role(message.sender) == word + 1; },
    .missing = at_most_all_others,
};

const FaultModel kGeneralOmission = {
    .word = "general-omission",
    .letter = "F",
    .meaning = "the same, and messages to the picked processes may be lost too",
    .number = FaultModel::Number::kProcesses,
    .picks = true,
    .mark = 'g',
    .extend =
        [](const Draft& draft, std::size_t word, int, const std::function<void(Draft)>& next) {
          Draft after = draft;
          for (std::size_t c = 0; c < after.classes.size(); ++c) {
            if (after.classes[c].role != word + 1) continue;
            after.worsen_sent(c, Link::kAtRisk);
            for (std::size_t sender = 0; sender < after.classes.size(); ++sender)
              after.worsen(c, sender, Link::kAtRisk);
          }
          next(std::move(after));
        },
    .explains =
        [](const LostMessage& message, std::size_t word) {
          return message.scenario.role(message.sender) == word + 1 ||
                 message.scenario.role(message.receiver) == word + 1;
        },
    .missing = [](int number, int processes) { return number > 0 ? processes - 1 : 0; },
};

}  // namespace ggms::model
