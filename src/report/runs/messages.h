#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/runs/run_view.h"
#include "report/style.h"

namespace ggms::report {

/// What became of a message to another process that moved in its round.
enum class Fate {
  kArrives,
  kForged,    // ... and says what its sender likes
  kLost,      // it was sent
  kWithheld,  // its sender, who sends what it likes, sent nothing
};

struct Message {
  int sender = 0;
  int receiver = 0;
  Fate fate = Fate::kArrives;
  int says = 0;  // a state; where it was lost, what it would have said; nothing where it was withheld
};

/// The messages of a round, sender by sender.
std::vector<Message> messages_of(const RunView& view, int round);

/// The verdict on a run in plain lines: what broke, with which values, and the property's text; or that
/// nothing did.
std::vector<std::string> verdict_lines(const RunView& view, std::optional<int> broken_property);

/// What the adversary did, in plain lines.
std::vector<std::string> event_lines(const RunView& view);
/// The same with the symbols of a style.
std::vector<std::string> event_lines(const RunView& view, Style style);

}  // namespace ggms::report
