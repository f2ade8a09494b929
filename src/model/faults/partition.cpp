// Partitions: in some rounds the processes are split into two blocks, and messages between these are lost.

#include "model/fault_model.h"

#include <algorithm>
#include <numeric>

namespace ggms::model {

const FaultModel kPartition = {
    .word = "partition",
    .letter = "K",
    .meaning =
        "in up to K rounds, split the processes into two blocks, chosen anew each time; messages between the "
        "blocks are lost",
    .number = FaultModel::Number::kRounds,
    .extend =
        [](const Draft& draft, std::size_t word, int left, const std::function<void(Draft)>& next) {
          next(draft);
          if (left == 0 || draft.classes.empty()) return;
          const int all = std::accumulate(draft.classes.begin(), draft.classes.end(), 0,
                                          [](int sum, const Choice::Class& c) { return sum + c.count; });
          for_each_choice_of_processes(
              draft, all, [](const Choice::Class&) { return true; },
              [&](Draft& split, const std::vector<std::size_t>& chosen, int count) {
                for (const std::size_t c : chosen) split.classes[c].apart = true;
                // A block and its complement describe the same split, so one process of the first class
                // always stays on this side.
                const bool is_first = std::any_of(
                    split.classes.begin(), split.classes.end(),
                    [&](const auto& c) { return !c.apart && c.group == draft.classes.front().group; });
                if (count == 0 || !is_first) return;
                for (std::size_t receiver = 0; receiver < split.classes.size(); ++receiver) {
                  for (std::size_t sender = 0; sender < split.classes.size(); ++sender) {
                    if (split.classes[receiver].apart != split.classes[sender].apart)
                      split.worsen(receiver, sender, Link::kLost);
                  }
                }
                split.spent[word] = 1;
                next(split);
              });
        },
    .explains =
        [](const LostMessage& message, std::size_t) {
          const auto apart = [&](int p) {
            return std::binary_search(message.round.block.begin(), message.round.block.end(), p);
          };
          return apart(message.receiver) != apart(message.sender);
        },
    .missing = [](int number, int processes) { return number > 0 ? processes - 1 : 0; },
};

}  // namespace ggms::model
