// The parts that all drawn pictures of an execution share: its messages, and the text below it.

#include "report/runs/messages.h"

#include <algorithm>

#include "report/runs/blame.h"
#include "report/runs/events.h"
#include "report/style.h"

namespace ggms::report {

namespace {

constexpr Style kPlain{false, true, 1'000'000};  // one line per sentence

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    const std::size_t first = text.find_first_not_of(' ', begin);
    if (first < end) lines.push_back(text.substr(first, end - first));
    begin = end + 1;
  }
  return lines;
}

}  // namespace

std::vector<Message> messages_of(const RunView& view, int round) {
  std::vector<Message> messages;
  for (int sender = 0; sender < view.processes(); ++sender) {
    const bool forges = view.forges(sender);
    if (!forges && !view.was_up(round, sender)) continue;
    for (int receiver = 0; receiver < view.processes(); ++receiver) {
      if (receiver == sender || !view.moves(round, receiver)) continue;
      const bool arrives = view.heard(round, receiver, sender);
      const Fate fate =
          forges ? (arrives ? Fate::kForged : Fate::kWithheld) : (arrives ? Fate::kArrives : Fate::kLost);
      messages.push_back({sender, receiver, fate, view.said(round, receiver, sender)});
    }
  }
  return messages;
}

std::vector<std::string> verdict_lines(const RunView& view, std::optional<int> broken_property) {
  if (!broken_property) return {"every property holds in this run"};
  return lines_of(blame(view.problem(), view.run(), *broken_property, kPlain));
}

std::vector<std::string> event_lines(const RunView& view) {
  return event_lines(view, kPlain);
}

std::vector<std::string> event_lines(const RunView& view, Style style) {
  style.width = kPlain.width;
  return lines_of(events_text(view, style));
}

}  // namespace ggms::report
