// Losses on any link, with no process faulty: a number in each round, or a number in the whole run. A loss
// that another fault explains costs nothing, so only sure messages are lost here. The coupled choice says how
// many messages each receiver loses (Adversary::distribute_losses); the mail says which.

#include "model/fault_model.h"

namespace ggms::model {

const FaultModel kLoss = {
    .word = "loss",
    .letter = "K",
    .meaning =
        "lose up to K messages between distinct processes in every round, on any links, with no process "
        "faulty",
    .number = FaultModel::Number::kMessagesPerRound,
    .extend =
        [](const Draft& draft, std::size_t, int left, const std::function<void(Draft)>& next) {
          Draft after = draft;
          after.free_losses = left;
          next(std::move(after));
        },
    .missing = at_most_all_others,
};

const FaultModel kLossTotal = {
    .word = "loss-total",
    .letter = "K",
    .meaning = "the same, K messages in the whole run",
    .number = FaultModel::Number::kMessagesPerRun,
    .extend =
        [](const Draft& draft, std::size_t word, int left, const std::function<void(Draft)>& next) {
          Draft after = draft;
          after.paid_losses = left;
          after.paying_word = word;
          next(std::move(after));
        },
    .missing = at_most_all_others,
};

}  // namespace ggms::model
