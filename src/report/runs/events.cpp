// Says in words what the adversary did. Replaces long lists of processes by their number.

#include "report/runs/events.h"

#include <fmt/format.h>

#include <algorithm>
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
    effect = "no process";
  } else if (missed.empty() && reached.size() > 1) {
    effect = "all others";
  } else if (missed.empty()) {
    effect = listed(to);
  } else if (to.size() <= kMaxNames && not_to.size() <= kMaxNames) {
    effect = listed(to) + " but not " + listed(not_to);
  } else if (not_to.size() <= kMaxNames) {
    effect = "all but " + listed(not_to);
  } else if (to.size() <= kMaxNames) {
    effect = "only " + listed(to);
  } else {
    effect = fmt::format("{} of {} processes", reached.size(), reached.size() + missed.size());
  }
  const char* when = view.leaves(round, process) ? " after its move" : "";
  return fmt::format("round {}: p{} crashes{}; its message reaches {}", round, process + 1, when, effect);
}

/// Losses that neither a crash nor a split of the round explains, as a map from sender to receivers.
std::map<int, std::vector<int>> other_losses(const RunView& view, int round) {
  const std::vector<int>& block = view.faults(round).block;
  const auto apart = [&](int p) { return std::binary_search(block.begin(), block.end(), p); };
  std::map<int, std::vector<int>> losses;
  for (const auto& [receiver, sender] : view.faults(round).losses) {
    const bool explained =
        view.crashes(round, sender) || view.leaves(round, sender) || apart(sender) != apart(receiver);
    if (!explained && !view.forges(sender)) losses[sender].push_back(receiver);
  }
  return losses;
}

/// "round 1: p3 says a to p1, b to p2 and nothing to p4"; empty if there is no receiver.
std::string lies(const RunView& view, int round, int sender, const Style& style) {
  std::map<int, std::vector<int>> said;  // by state, in the order of the specification
  for (const int p : view.receivers(round, sender, true)) said[view.said(round, p, sender)].push_back(p);
  std::vector<std::string> parts;
  for (const auto& [what, to] : said)
    parts.push_back(fmt::format("{} to {}", view.problem().state_name(round - 1, what),
                                fmt::join(process_names(to, style), ", ")));
  const std::vector<int> silent = view.receivers(round, sender, false);
  if (!silent.empty())
    parts.push_back(fmt::format("nothing to {}", fmt::join(process_names(silent, style), ", ")));
  return parts.empty() ? "" : fmt::format("round {}: p{} says {}", round, sender + 1, listed(parts));
}

}  // namespace

std::string split_text(const RunView& view, int round, const Style& style) {
  const std::vector<int>& block = view.faults(round).block;
  std::vector<int> rest;
  for (int p = 0; p < view.processes(); ++p) {
    const bool present = view.was_up(round, p) || view.forges(p);
    if (present && !std::binary_search(block.begin(), block.end(), p)) rest.push_back(p);
  }
  const auto [first, second] = std::minmax(block, rest);  // the block with p1 comes first
  return fmt::format("split into {} | {}", fmt::join(process_names(first, style), ", "),
                     fmt::join(process_names(second, style), ", "));
}

std::string events_text(const RunView& view, const Style& style) {
  std::vector<std::string> lines;
  for (int p = 0; p < view.processes(); ++p) {
    if (!view.picked(p).empty()) lines.push_back(fmt::format("p{} is faulty: {}", p + 1, view.picked(p)));
  }
  for (int round = 1; round <= view.rounds(); ++round) {
    if (!view.faults(round).block.empty())
      lines.push_back(fmt::format("round {}: {}", round, split_text(view, round, style)));
    for (const int p : view.faults(round).crashing) lines.push_back(crash_event(view, round, p, style));
    for (const int p : view.faults(round).leaving) lines.push_back(crash_event(view, round, p, style));
    for (const auto& [sender, lost_to] : other_losses(view, round)) {
      const bool one = lost_to.size() == 1;
      lines.push_back(fmt::format("round {}: the message{} of p{} to {} {} lost", round, one ? "" : "s",
                                  sender + 1, listed(process_names(lost_to, style)), one ? "is" : "are"));
    }
    for (int p = 0; p < view.processes(); ++p) {
      if (view.forges(p)) lines.push_back(lies(view, round, p, style));
    }
  }
  std::erase(lines, "");
  if (lines.empty()) return "nothing fails\n";
  std::string text;
  for (const std::string& line : lines) text += wrapped(line, style.width, 2) + "\n";
  return text;
}

}  // namespace ggms::report
