// What the adversary did, told. Long lists of processes become numbers.

#include "report/events.h"

#include <fmt/format.h>

#include <map>
#include <vector>

#include "report/words.h"

namespace ggms::report {

namespace {

constexpr std::size_t kMaxNames = 6;  // names, or ranges of names, that a sentence may list

std::string crash_event(const RunView& view, int round, int process, const Style& style) {
  const std::vector<int> reached = view.receivers(round, process, true);
  const std::vector<int> missed = view.receivers(round, process, false);
  const std::vector<std::string> to = process_names(reached, style);
  const std::vector<std::string> not_to = process_names(missed, style);
  std::string effect;
  if (reached.empty()) {
    effect = "nobody";
  } else if (missed.empty()) {
    effect = "everybody";
  } else if (to.size() <= kMaxNames && not_to.size() <= kMaxNames) {
    effect = listed(to) + " but not " + listed(not_to);
  } else if (not_to.size() <= kMaxNames) {
    effect = "everybody but " + listed(not_to);
  } else if (to.size() <= kMaxNames) {
    effect = "nobody but " + listed(to);
  } else {
    effect = fmt::format("{} of {} processes", reached.size(), reached.size() + missed.size());
  }
  return fmt::format("round {}: p{} crashes; its message reaches {}", round, process + 1, effect);
}

/// Losses that no crash of the round explains: sender to receivers.
std::map<int, std::vector<int>> other_losses(const RunView& view, int round) {
  std::map<int, std::vector<int>> losses;
  for (const auto& [receiver, sender] : view.faults(round).losses) {
    if (!view.crashes(round, sender)) losses[sender].push_back(receiver);
  }
  return losses;
}

}  // namespace

std::string events_text(const RunView& view, const Style& style) {
  std::vector<std::string> lines;
  for (int round = 1; round <= view.rounds(); ++round) {
    for (const int p : view.faults(round).crashing) lines.push_back(crash_event(view, round, p, style));
    for (const auto& [sender, lost_to] : other_losses(view, round)) {
      lines.push_back(fmt::format("round {}: the message of p{} to {} is lost", round, sender + 1,
                                  listed(process_names(lost_to, style))));
    }
  }
  if (lines.empty()) return "nothing fails\n";
  std::string text;
  for (const std::string& line : lines) text += wrapped(line, style.width, 2) + "\n";
  return text;
}

}  // namespace ggms::report
