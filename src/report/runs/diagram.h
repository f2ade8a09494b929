#pragma once

#include <optional>
#include <string>
#include <vector>

#include "report/runs/messages.h"
#include "report/runs/run_view.h"
#include "report/runs/svg.h"

namespace ggms::report {

/// The text that replaces a process's decision after the last round; if it is empty, there is no box.
struct DiagramEnd {
  std::string text;
  const char* css_class = "decided";
};

/// The space-time diagram of one execution, for pages to contain: one line per process, time from left to
/// right, arrows for messages. The upper left corner is (0, 0); classes are those of kStyleSheet.
class Diagram {
 public:
  // Lengths are in user units, which are pixels unless the picture is scaled.
  static constexpr double kMargin = 24;
  static constexpr double kHead = 60;  // the place of round numbers, below the title

  /// `accused`: the processes with which a property breaks. `ends`: by process. The view has to outlive the
  /// diagram.
  Diagram(const RunView& view, std::vector<int> accused,
          std::optional<std::vector<DiagramEnd>> ends = std::nullopt);

  /// The SVG elements of the diagram.
  std::string draw();

  double width() const { return width_; }
  double height() const;  // down to the last line
  /// The middle of the right side of a process's box after the last round.
  Svg::Point end_of(int process) const { return leaving(view_.rounds(), process); }

 private:
  using Point = Svg::Point;
  struct Label {
    Point at;
    std::string text;
  };

  void place_boundaries();
  double y(int process) const { return kHead + kMargin + row_ * (process + 0.5); }
  Point at(int boundary, int process) const { return {x_[static_cast<std::size_t>(boundary)], y(process)}; }
  double half_box(int boundary) const { return boxes_[static_cast<std::size_t>(boundary)] / 2; }
  Point leaving(int boundary, int process) const;
  Point entering(int boundary, int process) const;
  double spread(int other, int process) const;
  std::string name_at(int boundary, int process) const;
  const char* state_class(int boundary, int process) const;
  void draw_head(int round);
  void draw_life(int p);
  void draw(int round, const Message& message);
  void draw_state(int boundary, int p);

  const RunView& view_;
  double row_;
  std::vector<int> accused_;
  std::optional<std::vector<DiagramEnd>> ends_;
  std::vector<double> boxes_;  // their width, by boundary
  std::vector<double> x_;      // of their centres
  double width_ = 0;
  std::vector<Label> labels_;  // drawn last, above all lines
  Svg svg_;
};

/// Writes a sentence in lines of at most that width, beginning at a point; returns the y coordinate of the
/// next sentence.
double write_caption(Svg& svg, Svg::Point at, double width, const std::string& sentence,
                     const char* css_class);

/// A whole SVG file of that size.
std::string svg_page(double width, double height, const std::string& title, const std::string& description,
                     const std::string& elements);

}  // namespace ggms::report
