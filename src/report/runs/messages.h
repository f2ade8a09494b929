#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/runs/run_view.h"
#include "report/style.h"

namespace ggms::report {

/// The fate of a message to another process that moves in the round.
enum class Fate {
  kArrives,
  kForged,    // it arrives and says a state that the adversary chose
  kLost,      // it was sent
  kWithheld,  // its sender, which forges messages, sent nothing
};

struct Message {
  int sender = 0;
  int receiver = 0;
  Fate fate = Fate::kArrives;
  int says = 0;  // the state that it says, or would have said if it was lost; unused if it was withheld
};

/// The messages of a round, sender by sender.
std::vector<Message> messages_of(const RunView& view, int round);

/// The verdict on a run in plain lines: the broken property, the values that break it, and its text; or that
/// no property is broken.
std::vector<std::string> verdict_lines(const RunView& view, std::optional<int> broken_property);

/// The adversary's actions, in plain lines.
std::vector<std::string> event_lines(const RunView& view);
/// The same with the symbols of a style.
std::vector<std::string> event_lines(const RunView& view, Style style);

}  // namespace ggms::report
