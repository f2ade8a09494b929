// Draws one execution as a space-time diagram (Lamport 1978), in SVG. A state is a box on its process's line,
// at the boundary of two rounds; between boundaries messages go from box to box.

#include "report/runs/diagram.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "report/runs/cells.h"
#include "report/runs/events.h"
#include "report/runs/spacetime_style.h"
#include "report/style.h"

namespace ggms::report {

namespace {

constexpr double kSpread = 7;  // up and down from a line: the range in which arrows touch a box
constexpr double kLetter = 7.6;
constexpr double kCaptionLetter = 6.9;
constexpr double kCaptionLine = 18;
constexpr double kBoxHeight = 22;
constexpr double kRound = 7;  // radius of a box's corners
constexpr double kMinBox = 24;
constexpr double kNear = 0.17;   // of the way from box to box: the place of a crash
constexpr double kBreak = 0.55;  // of a lost message's way: the place where it breaks off
constexpr double kCut = 0.25;    // the same for a message that a split cuts
constexpr int kMaxBold = 5;      // processes; with more, arrows are faint
constexpr int kMaxName = 14;     // letters of a state's name in a box
constexpr Style kText{false, true, 80};

using Point = Svg::Point;

Point between(Point from, Point to, double part) {
  return {from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)};
}

std::string shown(const std::string& name) {
  return cut(kText, name, kMaxName);
}

}  // namespace

Diagram::Diagram(const RunView& view, std::vector<int> accused, std::optional<std::vector<DiagramEnd>> ends)
    : view_(view),
      row_(view.processes() <= kMaxBold       ? 62
           : view.processes() <= kMaxBySender ? 48
                                              : 30),
      accused_(std::move(accused)),
      ends_(std::move(ends)) {
  place_boundaries();
}

std::string Diagram::draw() {
  for (int round = 1; round <= view_.rounds(); ++round) draw_head(round);
  for (int p = 0; p < view_.processes(); ++p) draw_life(p);
  for (int round = 1; round <= view_.rounds(); ++round) {
    for (const Message& message : messages_of(view_, round)) {
      if (message.fate != Fate::kArrives || view_.processes() <= kMaxBySender) draw(round, message);
    }
  }
  for (int boundary = 0; boundary <= view_.rounds(); ++boundary) {
    for (int p = 0; p < view_.processes(); ++p) draw_state(boundary, p);
  }
  for (const auto& [where, what] : labels_) svg_.text({where.x, where.y - 3}, what, "says");
  return svg_.elements();
}

double Diagram::height() const {
  return y(view_.processes() - 1) + row_ / 2;
}

// Coordinates.

void Diagram::place_boundaries() {
  double label = 3 * kLetter;
  for (int p = 0; p < view_.processes(); ++p)
    label = std::max(label, kCaptionLetter * columns(view_.picked(p)));
  const double gap = std::clamp(80.0 + 14 * view_.processes(), 120.0, 190.0);
  double x = kMargin + label + 14;
  for (int boundary = 0; boundary <= view_.rounds(); ++boundary) {
    double width = kMinBox;
    for (int p = 0; p < view_.processes(); ++p) {
      width = std::max(width, 14 + kLetter * columns(shown(name_at(boundary, p))));
    }
    boxes_.push_back(width);
    x_.push_back(x + width / 2);
    x += width + gap;
  }
  width_ = x - gap + kMargin + 16;
}

Diagram::Point Diagram::leaving(int boundary, int process) const {
  return {at(boundary, process).x + half_box(boundary), y(process)};
}
Diagram::Point Diagram::entering(int boundary, int process) const {
  return {at(boundary, process).x - half_box(boundary), y(process)};
}

/// The distance from a process's line at which an arrow to or from another process touches its box. It grows
/// with the distance of the other process, so that arrows don't meet in one point and don't cross.
double Diagram::spread(int other, int process) const {
  return kSpread * (other - process) / std::max(1, view_.processes() - 1);
}

/// The state in a process's box at a boundary; empty if it has no box there.
std::string Diagram::name_at(int boundary, int process) const {
  if (ends_ && boundary == view_.rounds()) return (*ends_)[static_cast<std::size_t>(process)].text;
  if (view_.forges(process)) return "";
  if (static_cast<std::size_t>(boundary) >= view_.run().states.size())
    return view_.run().missing->process == process ? "?" : "";
  const int state = boundary == 0                    ? view_.state(0, process)
                    : view_.moves(boundary, process) ? view_.state_after(boundary, process)
                                                     : model::Execution::kAbsent;
  return state == model::Execution::kAbsent ? "" : view_.problem().state_name(boundary, state);
}

// Drawing.

void Diagram::draw_head(int round) {
  const double left = leaving(round - 1, 0).x;
  const double right = entering(round, 0).x;
  const bool last = round == view_.problem().setting().rounds;
  svg_.text({(left + right) / 2, kHead}, fmt::format("round {}{}", round, last ? " decides" : ""), "head");
  const std::vector<int>& block = view_.faults(round).block;
  if (block.empty()) return;
  svg_.begin_group(fmt::format("round {}: {}", round, split_text(view_, round, kText)));
  for (const int p : block) svg_.box({(left + right) / 2, y(p)}, right - left + 4, row_, 0, "band");
  svg_.text({(left + right) / 2, kHead + 15}, "split", "small");
  svg_.end_group();
}

void Diagram::draw_life(int p) {
  svg_.text({entering(0, p).x - 12, y(p) + 4}, fmt::format("p{}", p + 1), "name", "end");
  if (!view_.picked(p).empty())
    svg_.text({entering(0, p).x - 12, y(p) + 18}, view_.picked(p), "small bad", "end");
  Point end = at(view_.rounds(), p);
  bool crashes = false;
  for (int round = 1; round <= view_.rounds() && !crashes; ++round) {
    if (!view_.crashes(round, p) && !view_.leaves(round, p)) continue;
    crashes = true;
    const bool leaves = view_.leaves(round, p);
    const bool shows = !name_at(round, p).empty();
    end = between(leaving(round - 1, p), entering(round, p), leaves ? 0.9 : kNear);
    if (leaves && shows) end = {leaving(round, p).x + 14, y(p)};
  }
  svg_.line(at(0, p), end, view_.forges(p) ? "liar" : "life");
  for (int round = 1; round <= view_.rounds() && view_.forges(p); ++round)
    svg_.box(at(round - 1, p), 7, 7, 3.5, "forged-arrow");
  if (!crashes) return;
  svg_.begin_group(fmt::format("p{} crashes", p + 1));
  svg_.cross(end, 15, "crash");
  svg_.end_group();
}

void Diagram::draw(int round, const Message& message) {
  const bool forges = view_.forges(message.sender);
  Point from = forges ? at(round - 1, message.sender) : leaving(round - 1, message.sender);
  Point to = entering(round, message.receiver);
  if (!forges) from.y += spread(message.receiver, message.sender);
  to.y += spread(message.sender, message.receiver);
  const std::string says =
      message.fate == Fate::kWithheld ? "nothing" : view_.problem().state_name(round - 1, message.says);
  const std::string what =
      fmt::format("round {}: p{} to p{}: {}", round, message.sender + 1, message.receiver + 1, says);
  const std::vector<int>& block = view_.faults(round).block;
  const auto apart = [&](int p) { return std::binary_search(block.begin(), block.end(), p); };
  const bool is_cut = apart(message.sender) != apart(message.receiver);
  switch (message.fate) {
    case Fate::kArrives:
      svg_.begin_group(what);
      svg_.line(from, to, view_.processes() > kMaxBold ? "arrives faint" : "arrives", "arrow");
      break;
    case Fate::kForged:
      svg_.begin_group(what + " (forged)");
      svg_.line(from, to, "forged", "forged-arrow");
      labels_.push_back({between(from, to, 0.68), shown(says)});
      break;
    case Fate::kLost:
    case Fate::kWithheld: {
      const bool withheld = message.fate == Fate::kWithheld && !is_cut;
      const std::string kind = is_cut ? "cut" : withheld ? "withheld" : "lost";
      const Point end = between(from, to, is_cut ? kCut : kBreak);
      svg_.begin_group(what + (withheld ? "" : " (lost)"));
      svg_.line(from, end, kind);
      svg_.cross(end, is_cut ? 6 : 9, kind == "lost" ? "cross" : kind + "-cross");
      break;
    }
  }
  svg_.end_group();
}

const char* Diagram::state_class(int boundary, int p) const {
  if (ends_ && boundary == view_.rounds()) return (*ends_)[static_cast<std::size_t>(p)].css_class;
  const model::Setting& setting = view_.problem().setting();
  const bool undefined = static_cast<std::size_t>(boundary) >= view_.run().states.size();
  const bool decided =
      !undefined && boundary > 0 &&
      setting.decision(boundary, view_.state_after(boundary, p)) != model::Setting::kUndecided;
  const bool accused = undefined || (boundary == view_.rounds() &&
                                     std::find(accused_.begin(), accused_.end(), p) != accused_.end());
  return accused ? "accused" : decided ? "decided" : "state";
}

void Diagram::draw_state(int boundary, int p) {
  const std::string name = name_at(boundary, p);
  if (name.empty()) return;
  svg_.begin_group(fmt::format(
      "p{} {}: {}", p + 1, boundary == 0 ? "starts with" : fmt::format("after round {}", boundary), name));
  svg_.box(at(boundary, p), 2 * half_box(boundary), kBoxHeight, kRound, state_class(boundary, p));
  svg_.text({at(boundary, p).x, y(p) + 4.5}, shown(name), "name");
  svg_.end_group();
}

double write_caption(Svg& svg, Svg::Point at, double width, const std::string& sentence,
                     const char* css_class) {
  const std::string lines = wrapped(sentence, static_cast<int>(width / kCaptionLetter), 0);
  for (std::size_t begin = 0; begin <= lines.size(); at.y += kCaptionLine) {
    const std::size_t end = std::min(lines.find('\n', begin), lines.size());
    svg.text(at, lines.substr(begin, end - begin), css_class, "start");
    begin = end + 1;
  }
  return at.y;
}

std::string svg_page(double width, double height, const std::string& title, const std::string& description,
                     const std::string& elements) {
  return fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0:.0f} {1:.0f}" width="{0:.0f}" height="{1:.0f}" role="img" aria-labelledby="title description">
<title id="title">{2}</title>
<desc id="description">{3}</desc>
<style>{4}</style>
{5}<rect width="100%" height="100%" class="page"/>
{6}</svg>
)",
      width, height, xml_escaped(title), xml_escaped(description), kStyleSheet, kMarkers, elements);
}

}  // namespace ggms::report
