// Draws a story. A panel shows a run in which decisions are forced: its diagram, whose last boxes show the
// decisions known there, and its sentences. A link runs in a lane of its own at the right of the diagrams,
// from the box of a decision down to the box of the process that has to decide the same. The cases of a case
// split are indented below their headings.

#include "report/runs/story_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "report/runs/diagram.h"
#include "report/runs/story.h"
#include "report/style.h"
#include "report/words.h"
#include "synth/story_alike.h"

namespace ggms::report {

namespace {

// Lengths are in pixels unless the picture is scaled.
constexpr double kCaseIndent = 28;  // of a case
constexpr double kLane = 26;        // between two links that pass each other
constexpr double kPanelGap = 22;    // from diagrams to the first lane, and from the last one to sentences
constexpr double kSentences = 330;  // the width of sentences
constexpr double kLine = 18;
constexpr double kBetween = 10;  // from panel to panel
constexpr Style kUncutText{false, true, 1'000'000};

using Point = Svg::Point;

/// A run with the successive steps that are taken in it, or the heading of a case.
struct Panel {
  int depth = 0;
  std::string heading;  // of a case; empty for a run
  std::size_t run = 0;
  bool again = false;
  std::vector<const synth::StoryStep*> steps;
  std::vector<DiagramEnd> ends;                                    // by process
  std::vector<std::pair<std::size_t, std::pair<int, int>>> links;  // (panel above, (its process, ours))
  double top = 0;
  std::vector<Point> boxes;  // by process: where links dock
};

class StoryPicture {
 public:
  explicit StoryPicture(const synth::Story& story) : story_(story) { collect(story.part, 0, {}); }

  std::string draw() {
    for (std::size_t i = 0; i < panels_.size(); ++i) assign_lanes(i);
    for (const Panel& panel : panels_) {
      if (panel.heading.empty()) diagrams_ = std::max(diagrams_, kCaseIndent * panel.depth + width_of(panel));
    }
    const double lanes = diagrams_ + kPanelGap;
    const double sentences = lanes + kLane * static_cast<double>(lanes_) + kPanelGap;
    const double width = sentences + kSentences + Diagram::kMargin;
    double y = title(width);
    for (Panel& panel : panels_) y = draw(panel, y, sentences);
    for (const Panel& panel : panels_) draw_links(panel, lanes);
    y = write_legend(y + kLine, width);
    return svg_page(width, y, title_, description_, drawn_ + svg_.elements() + names_.elements());
  }

 private:
  /// For each entry, the panel in which its decision was found.
  using Found = std::map<model::Entry, std::size_t>;

  // Content.

  void collect(const synth::StoryPart& part, int depth, Found found) {
    for (const synth::StoryStep& step : part.steps) {
      if (panels_.empty() || panels_.back().steps.empty() || panels_.back().run != step.run ||
          panels_.back().depth != depth)
        open(step.run, depth);
      add(step, found);
    }
    if (part.cases.empty()) return;
    const std::vector<int> who = synth::alike(story_.runs[part.run], part.process);
    for (const synth::StoryCase& one : part.cases) {
      panels_.emplace_back();
      panels_.back().depth = depth;
      panels_.back().heading = fmt::format("suppose: in run {}, {} decide{} {}", part.run + 1,
                                           listed(process_names(who, kUncutText)), who.size() == 1 ? "s" : "",
                                           decisions_text(story_, {one.decision}));
      Found inside = found;
      inside.insert_or_assign(entry(part.run, part.process), panels_.size() - 1);
      collect(one.part, depth + 1, inside);
    }
  }

  void open(std::size_t run, int depth) {
    const bool again = std::any_of(panels_.begin(), panels_.end(), [&](const Panel& panel) {
      return panel.heading.empty() && panel.run == run;
    });
    Panel& panel = panels_.emplace_back();
    panel.depth = depth;
    panel.run = run;
    panel.again = again;
    panel.ends.resize(story_.runs[run].knows.size());
  }

  const model::Entry& entry(std::size_t run, int process) const {
    return story_.runs[run].knows[static_cast<std::size_t>(process)];
  }

  void add(const synth::StoryStep& step, Found& found) {
    Panel& panel = panels_.back();
    panel.steps.push_back(&step);
    for (const synth::StoryPremise& premise : step.premises) {
      show(panel, premise.process, decisions_text(story_, premise.decisions), "decided");
      const auto from = found.find(entry(step.run, premise.process));
      if (from == found.end()) continue;
      if (!is_link(step, premise)) {  // a decision that a heading supposes is shown in this panel
        from->second = panels_.size() - 1;
        continue;
      }
      if (panels_[from->second].heading.empty() && panels_[from->second].run == premise.run)
        panel.links.push_back({from->second, {premise.there, premise.process}});
    }
    if (step.process) {
      show(panel, *step.process, decisions_text(story_, step.decisions), "decided");
      found.insert_or_assign(entry(step.run, *step.process), panels_.size() - 1);
      return;
    }
    for (std::size_t p = 0; p < panel.ends.size(); ++p) {  // no decision is left for any process
      DiagramEnd& end = panel.ends[p];
      const bool decides = story_.runs[step.run].knows[p].round != 0;
      if (decides && step.premises.empty()) end = {"?", "accused"};
      if (!end.text.empty()) end.css_class = "accused";
    }
  }

  void show(Panel& panel, int process, const std::string& text, const char* css_class) const {
    for (const int p : synth::alike(story_.runs[panel.run], process))
      panel.ends[static_cast<std::size_t>(p)] = {text, css_class};
  }

  // Coordinates.

  double width_of(const Panel& panel) const {
    const model::Execution execution = execution_of(story_, story_.runs[panel.run]);
    const RunView view(story_.problem, story_.runs[panel.run].scenario, execution);
    return Diagram(view, {}, panel.ends).width();
  }

  /// Gives different lanes to links that would overlap.
  void assign_lanes(std::size_t to) {
    for (std::size_t k = 0; k < panels_[to].links.size(); ++k) {
      const auto& [from, processes] = panels_[to].links[k];
      Lane lane{{from, processes.first}, {to, processes.second}, 0};
      const auto is_taken = [&](const Lane& other) {
        return other.lane == lane.lane && other.from < lane.to && lane.from < other.to;
      };
      while (std::any_of(taken_.begin(), taken_.end(), is_taken)) ++lane.lane;
      taken_.push_back(lane);
      lane_[{to, k}] = lane.lane;
      lanes_ = std::max(lanes_, lane.lane + 1);
    }
  }

  // Drawing.

  double title(double width) {
    const spec::Spec& spec = story_.problem.specification();
    model::Setting setting = story_.problem.setting();
    setting.states = 0;
    title_ = fmt::format("{}: why there is no protocol", spec.name);
    svg_.text({Diagram::kMargin, Diagram::kMargin + 8}, title_, "title", "start");
    return write({Diagram::kMargin, Diagram::kMargin + 28}, width - 2 * Diagram::kMargin,
                 model::describe(setting), "small");
  }

  double write(Point at, double width, const std::string& sentence, const char* css_class) {
    description_ += sentence + "\n";
    return write_caption(svg_, at, width, sentence, css_class);
  }

  double draw(Panel& panel, double top, double sentences) {
    const double left = kCaseIndent * panel.depth;
    panel.top = top;
    if (!panel.heading.empty())
      return write({left + Diagram::kMargin, top + 2 * kLine}, sentences, panel.heading, "title");
    const synth::StoryRun& run = story_.runs[panel.run];
    const model::Execution execution = execution_of(story_, run);
    const RunView view(story_.problem, run.scenario, execution);
    Diagram diagram(view, {}, panel.ends);
    top -= kNoTitle;
    drawn_ += fmt::format("<g transform=\"translate({:.1f} {:.1f})\">\n{}</g>\n", left, top, diagram.draw());
    for (int p = 0; p < view.processes(); ++p) {
      const Point end = diagram.end_of(p);
      panel.boxes.push_back({left + end.x, top + end.y});
    }
    double y = top + Diagram::kHead;
    const double right = sentences;
    y = write({right, y}, kSentences, fmt::format("run {}{}", panel.run + 1, panel.again ? " again" : ""),
              "title");
    if (!panel.again) {
      for (const std::string& line : event_lines(view)) y = write({right, y}, kSentences, line, "small");
    }
    for (const synth::StoryStep* step : panel.steps) {
      for (const synth::StoryPremise& premise : step->premises) {
        if (is_link(*step, premise))
          y = write({right, y}, kSentences, premise_text(story_, *step, premise), "caption");
      }
      for (const std::vector<int>& group : step->alike)
        y = write({right, y}, kSentences, alike_text(story_, group, kUncutText), "caption");
      y = write({right, y}, kSentences, conclusion_text(story_, *step, kUncutText),
                step->process ? "caption forced" : "caption bad");
    }
    return std::max(top + diagram.height(), y) + kBetween;
  }

  void draw_links(const Panel& panel, double lanes) {
    const auto to = static_cast<std::size_t>(&panel - panels_.data());
    for (std::size_t k = 0; k < panel.links.size(); ++k) {
      const auto& [from, processes] = panel.links[k];
      const Point begin = panels_[from].boxes[static_cast<std::size_t>(processes.first)];
      const Point end = panel.boxes[static_cast<std::size_t>(processes.second)];
      const double x = lanes + kLane * static_cast<double>(lane_.at({to, k}));
      const std::string name = processes.first == processes.second
                                   ? fmt::format("p{}", processes.first + 1)
                                   : fmt::format("p{} = p{}", processes.first + 1, processes.second + 1);
      svg_.begin_group(fmt::format("p{} of run {} has received what p{} of run {} has", processes.second + 1,
                                   panel.run + 1, processes.first + 1, panels_[from].run + 1));
      svg_.line({begin.x + 3, begin.y}, {x, begin.y}, "link");
      svg_.line({x, begin.y}, {x, end.y}, "link");
      svg_.line({x, end.y}, {end.x + 2, end.y}, "link", "link-arrow");
      svg_.end_group();
      names_.text({x, (begin.y + end.y) / 2 + 4}, name, "link-name");
    }
  }

  /// The internal states whose names occur in the boxes of the diagrams; the sentences name no others.
  Letters letters() const {
    Letters letters;
    for (const Panel& panel : panels_) {
      if (!panel.heading.empty()) continue;
      const synth::StoryRun& run = story_.runs[panel.run];
      letters.merge(letters_of(run));
      for (const model::Entry& knows : run.knows) {
        if (knows.round != 0) letters.merge(letters_of(story_, knows));
      }
      const model::Execution execution = execution_of(story_, run);
      for (int round = 1; round < story_.problem.setting().rounds; ++round) {
        for (const int state : execution.states[static_cast<std::size_t>(round)]) {
          if (state != model::Execution::kAbsent) letters.emplace(round, state);
        }
      }
    }
    return letters;
  }

  double write_legend(double y, double width) {
    for (const std::string& line : legend(story_, letters()))
      y = write({Diagram::kMargin, y}, width - 2 * Diagram::kMargin, line, "small");
    return y;
  }

  /// A link, from box to box: panels and processes, from top to bottom.
  struct Lane {
    std::pair<std::size_t, int> from;
    std::pair<std::size_t, int> to;
    std::size_t lane;
  };
  static constexpr double kNoTitle =
      Diagram::kHead - 34;  // a diagram has space for a title, a panel has no title

  const synth::Story& story_;
  std::vector<Panel> panels_;
  std::vector<Lane> taken_;
  std::map<std::pair<std::size_t, std::size_t>, std::size_t> lane_;  // of a panel's link
  std::size_t lanes_ = 0;
  double diagrams_ = 0;  // the right end of the widest diagram
  std::string title_;
  std::string description_;
  std::string drawn_;  // diagrams
  Svg svg_;            // all other elements
  Svg names_;          // of links, above all lines
};

}  // namespace

std::string story_svg(const synth::Story& story) {
  return StoryPicture(story).draw();
}

}  // namespace ggms::report
