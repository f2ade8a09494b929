// Writes sequence diagrams. All messages of a round below each other take much space, so with more than a few
// processes the diagram shows only messages that the adversary interfered with.

#include "report/runs/mermaid.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "report/runs/events.h"
#include "report/runs/messages.h"
#include "report/style.h"

namespace ggms::report {

namespace {

constexpr int kMaxWithAllMessages = 4;  // processes: 12 arrows a round
constexpr int kNoteColumns = 60;        // of text in notes over all processes
constexpr Style kNoteText{false, true, kNoteColumns};

/// The text with entities in place of all but the plainest ASCII, so that Mermaid takes nothing in it for
/// syntax.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       static_cast<unsigned char>(c) >= 0x80 ||
                       std::string_view(" -_.,()=!?|'").find(c) != std::string_view::npos;
    result += plain ? std::string(1, c) : fmt::format("#{};", static_cast<int>(c));
  }
  return result;
}

/// The text broken into lines that fit in a note.
std::string note_text(const std::string& text) {
  const std::string broken = wrapped(text, kNoteColumns, 0);
  std::string result;
  for (std::size_t begin = 0; begin <= broken.size();) {
    const std::size_t end = std::min(broken.find('\n', begin), broken.size());
    result += (begin == 0 ? "" : "<br/>") + escaped(broken.substr(begin, end - begin));
    begin = end + 1;
  }
  return result;
}

class SequenceDiagram {
 public:
  SequenceDiagram(const RunView& view, std::optional<int> broken_property)
      : view_(view), broken_property_(broken_property) {}

  std::string draw() {
    line("sequenceDiagram");
    for (int p = 0; p < view_.processes(); ++p) participant(p);
    for (int round = 1; round <= view_.rounds(); ++round) draw_round(round);
    for (const std::string& sentence : verdict_lines(view_, broken_property_)) note_over_all(sentence);
    return std::move(text_);
  }

 private:
  void line(const std::string& text) { text_ += (text_.empty() ? "" : "  ") + text + "\n"; }
  void note(int process, const std::string& text) {
    line(fmt::format("Note over p{}: {}", process + 1, escaped(text)));
  }
  void note_over_all(const std::string& text) {
    const std::string last = view_.processes() > 1 ? fmt::format(",p{}", view_.processes()) : "";
    line(fmt::format("Note over p1{}: {}", last, note_text(text)));
  }

  void participant(int p) {
    const std::string picked = view_.picked(p);
    const std::string begins = view_.forges(p) ? "" : view_.problem().state_name(0, view_.state(0, p));
    line(fmt::format("participant p{0} as p{0}{1}{2}", p + 1, begins.empty() ? "" : "<br/>" + escaped(begins),
                     picked.empty() ? "" : "<br/>" + escaped(picked)));
  }

  void draw_round(int round) {
    line("rect rgba(128, 128, 128, 0.15)");
    note_over_all(fmt::format("round {}", round));
    const bool all = view_.processes() <= kMaxWithAllMessages;
    if (!view_.faults(round).block.empty()) note_over_all(split_text(view_, round, kNoteText));
    for (const Message& message : messages_of(view_, round)) {
      if (all || message.fate != Fate::kArrives) draw(round, message);
    }
    if (!all) note_over_all("all other messages arrive");
    for (int p = 0; p < view_.processes(); ++p) draw_state(round, p);
    line("end");
  }

  void draw(int round, const Message& message) {
    const auto name = [&] { return escaped(view_.problem().state_name(round - 1, message.says)); };
    std::string arrow = "->>";
    std::string text;
    switch (message.fate) {
      case Fate::kArrives:
        text = name();
        break;
      case Fate::kForged:
        arrow = "-->>";
        text = name() + " (forged)";
        break;
      case Fate::kLost:
        arrow = "-x";
        text = name() + " (lost)";
        break;
      case Fate::kWithheld:
        arrow = "--x";
        text = "nothing";
        break;
    }
    line(fmt::format("p{}{}p{}: {}", message.sender + 1, arrow, message.receiver + 1, text));
  }

  void draw_state(int round, int p) {
    if (view_.crashes(round, p)) return note(p, "crashes");
    if (!view_.moves(round, p)) return;
    if (static_cast<std::size_t>(round) >= view_.run().states.size()) {
      if (view_.run().missing->process == p) note(p, "has no entry for this");
      return;
    }
    const int state = view_.state_after(round, p);
    const bool shows = state != model::Execution::kAbsent;
    std::string text = shows ? view_.problem().state_name(round, state) : "";
    if (shows && round == view_.problem().setting().rounds) text = "decides " + text;
    if (view_.leaves(round, p)) text += text.empty() ? "crashes" : ", then crashes";
    note(p, text);
  }

  const RunView& view_;
  std::optional<int> broken_property_;
  std::string text_;
};

}  // namespace

std::string mermaid(const model::Problem& problem, const model::Scenario& scenario,
                    const model::Execution& execution, std::optional<int> broken_property) {
  return SequenceDiagram(RunView(problem, scenario, execution), broken_property).draw();
}

}  // namespace ggms::report
