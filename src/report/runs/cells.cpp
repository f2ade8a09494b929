// Writes the cells of a space-time picture, with names of three lengths.

#include "report/runs/cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "report/words.h"

namespace ggms::report {

namespace {

constexpr int kMaxCrashText = 18;  // columns; longer lists of receivers become a number

/// The separator between two senders whose places are `width` columns wide.
const char* separator(int width, Brevity brevity) {
  return brevity == Brevity::kDense && width == 1 ? "" : " ";
}

}  // namespace

Cells::Cells(const RunView& view, std::vector<int> accused, const Style& style)
    : view_(view), accused_(std::move(accused)), style_(style) {
  const model::View seen = view.problem().setting().view;
  by_sender_ =
      view.processes() <= kMaxBySender && (seen == model::View::kVector || seen == model::View::kVectorId);
}

/// The name of a state at a boundary; if it has to be short, as much of it as tells it from the other states
/// there: "d:o" for "decided:one".
std::string Cells::name(int boundary, int index, Brevity brevity) const {
  const std::string full = view_.problem().state_name(boundary, index);
  if (brevity == Brevity::kFull) return full;
  const model::Setting& setting = view_.problem().setting();
  const int decision = setting.decision(boundary, index);
  if (boundary < setting.rounds && decision != model::Setting::kUndecided)
    return "d:" + name(setting.rounds, decision, brevity);
  for (std::size_t size = 1; size < full.size(); ++size) {
    const std::string prefix = full.substr(0, size);
    bool unique = columns(prefix) == static_cast<int>(size);  // never half a character
    for (int other = 0; other < view_.problem().setting().alphabet(boundary) && unique; ++other) {
      unique = other == index || !view_.problem().state_name(boundary, other).starts_with(prefix);
    }
    if (unique) return prefix;
  }
  return full;
}

/// The width of one sender's place in a round's received vectors.
int Cells::place_width(int round, Brevity brevity) const {
  int width = columns(std::to_string(view_.processes()));
  for (int p = 0; p < view_.processes(); ++p) {
    if (view_.was_up(round, p))
      width = std::max(width, columns(name(round - 1, view_.state(round - 1, p), brevity)));
  }
  for (const model::Forgery& forgery : view_.faults(round).forged)
    width = std::max(width, columns(name(round - 1, forgery.state, brevity)));
  return width;
}

std::string Cells::received_by_sender(int round, int receiver, Brevity brevity) const {
  const int width = place_width(round, brevity);
  std::string text;
  for (int sender = 0; sender < view_.processes(); ++sender) {
    std::string what;
    if (view_.heard(round, receiver, sender)) {
      what = name(round - 1, view_.said(round, receiver, sender), brevity);
      if (view_.forges(sender)) what = red(style_, what);
    } else {
      const bool sends = view_.was_up(round, sender) || view_.forges(sender);
      what = sends ? red(style_, symbols(style_).lost) : dim(style_, symbols(style_).lost);
    }
    text += (sender > 0 ? separator(width, brevity) : "") + padded(what, width);
  }
  return text;
}

std::string Cells::received_by_count(int round, int receiver, Brevity brevity) const {
  std::map<int, int> counts;
  for (int sender = 0; sender < view_.processes(); ++sender) {
    if (view_.heard(round, receiver, sender)) ++counts[view_.said(round, receiver, sender)];
  }
  std::string text;
  int lost = view_.processes();
  for (const auto& [what, count] : counts) {
    text += fmt::format("{} {}  ", count, name(round - 1, what, brevity));
    lost -= count;
  }
  if (lost > 0) return text + red(style_, fmt::format("{} {}", lost, symbols(style_).lost));
  return text.substr(0, text.size() - 2);
}

std::string Cells::crash_cell(int round, int process) const {
  const std::vector<int> reached = view_.receivers(round, process, true);
  const std::vector<int> missed = view_.receivers(round, process, false);
  const std::size_t all = reached.size() + missed.size();
  std::string whom = listed(process_names(reached, style_));
  if (missed.size() == 1 && all > 2) whom = "all but " + process_names(missed, style_).front();
  if (missed.empty() && all > 1) whom = "all";
  if (reached.empty()) whom = "none";
  std::string text = fmt::format("{} to {}", symbols(style_).crash, whom);
  if (columns(text) > kMaxCrashText) {
    text = fmt::format("{} to {} of {}", symbols(style_).crash, reached.size(), all);
  }
  return red(style_, text);
}

std::string Cells::cell(int round, int process, Brevity brevity) const {
  if (view_.forges(process)) return red(style_, "lies");
  if (!view_.was_up(round, process)) return "";
  if (view_.crashes(round, process)) return crash_cell(round, process);
  std::string text =
      by_sender_ ? received_by_sender(round, process, brevity) : received_by_count(round, process, brevity);
  if (static_cast<std::size_t>(round) < view_.run().states.size()) {
    // A process that crashes after its move takes a state that no other process sees, so the picture shows it
    // only if it is a decision.
    const bool shows = view_.state_after(round, process) != model::Execution::kAbsent;
    if (shows) text += fmt::format(" {} {}", symbols(style_).arrow, reached_state(round, process));
    if (view_.leaves(round, process)) text += red(style_, fmt::format(" {}", symbols(style_).crash));
  } else if (view_.run().missing && view_.run().missing->process == process) {
    text += fmt::format(" {} {}", symbols(style_).arrow, red(style_, "?"));
  }
  return text;
}

std::string Cells::reached_state(int round, int process) const {
  const std::string text = view_.problem().state_name(round, view_.state_after(round, process));
  if (round != view_.problem().setting().rounds) return text;
  const bool accused = std::find(accused_.begin(), accused_.end(), process) != accused_.end();
  return accused ? red(style_, text) : bold(style_, text);
}

std::string Cells::senders(int round, Brevity brevity) const {
  if (!by_sender_) return "";
  const int width = place_width(round, brevity);
  std::string text;
  for (int sender = 0; sender < view_.processes(); ++sender) {
    text += (sender > 0 ? separator(width, brevity) : "") + padded(std::to_string(sender + 1), width);
  }
  return dim(style_, text);
}

std::set<std::pair<std::string, std::string>> Cells::shortened(Brevity brevity) const {
  std::set<std::pair<std::string, std::string>> names;
  const auto add = [&](int boundary, int state) {
    const std::string shown = name(boundary, state, brevity);
    const std::string whole = name(boundary, state, Brevity::kFull);
    if (shown != whole) names.emplace(shown, whole);
  };
  for (int round = 1; round <= view_.rounds(); ++round) {
    for (int p = 0; p < view_.processes(); ++p) {
      if (view_.was_up(round, p)) add(round - 1, view_.state(round - 1, p));
    }
    for (const model::Forgery& forgery : view_.faults(round).forged) add(round - 1, forgery.state);
  }
  return names;
}

}  // namespace ggms::report
