// Crashes: a process falls silent in the middle of a broadcast. There are two models, which differ in whether
// the process still makes its move in that round.

#include "model/fault_model.h"

#include <algorithm>

namespace ggms::model {

namespace {

/// Lets every set of at most `left` processes crash, which leaves their last messages at risk.
void crash(const Draft& draft, std::size_t word, int left, Fate fate,
           const std::function<void(Draft)>& next) {
  const auto may = [](const Choice::Class& c) {
    return c.fate == Fate::kMoves && Adversary::may_crash(c.role);
  };
  for_each_choice_of_processes(draft, left, may,
                               [&](Draft& crashed, const std::vector<std::size_t>& chosen, int count) {
                                 for (const std::size_t c : chosen) {
                                   crashed.classes[c].fate = fate;
                                   crashed.worsen_sent(c, Link::kAtRisk);
                                   if (crashed.classes[c].role == kNotPicked)
                                     crashed.failures += crashed.classes[c].count;
                                 }
                                 crashed.spent[word] = static_cast<std::uint16_t>(count);
                                 next(crashed);
                               });
}

}  // namespace

const FaultModel kCrash = {
    .word = "crash",
    .letter = "F",
    .meaning =
        "crash up to F processes in a run; one that crashes reaches any subset of the others with "
        "its message of that round, and makes no move in it or later",
    .number = FaultModel::Number::kProcesses,
    .crashes = true,
    .extend = [](const Draft& draft, std::size_t word, int left,
                 const std::function<void(Draft)>& next) { crash(draft, word, left, Fate::kCrashes, next); },
    .explains =
        [](const LostMessage& message, std::size_t) {
          return std::binary_search(message.round.crashing.begin(), message.round.crashing.end(),
                                    message.sender);
        },
    .missing = at_most_all_others,
};

const FaultModel kCrashLate = {
    .word = "crash-late",
    .letter = "F",
    .meaning =
        "the same, but one that crashes still moves in that round (in the last one it decides), and is "
        "silent and still from the next on",
    .number = FaultModel::Number::kProcesses,
    .crashes = true,
    .leaves = true,
    .extend = [](const Draft& draft, std::size_t word, int left,
                 const std::function<void(Draft)>& next) { crash(draft, word, left, Fate::kLeaves, next); },
    .explains =
        [](const LostMessage& message, std::size_t) {
          return std::binary_search(message.round.leaving.begin(), message.round.leaving.end(),
                                    message.sender);
        },
    .missing = at_most_all_others,
};

}  // namespace ggms::model
