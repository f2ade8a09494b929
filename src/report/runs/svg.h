#pragma once

#include <string>
#include <string_view>

namespace ggms::report {

/// The text with XML's special characters escaped, for elements and attributes.
std::string xml_escaped(std::string_view text);

/// Collects the elements of an SVG picture. Classes are those of the picture's style sheet.
class Svg {
 public:
  struct Point {
    double x = 0;
    double y = 0;
  };

  void line(Point from, Point to, std::string_view css_class, std::string_view marker = {});
  /// A rectangle around a centre, with round corners.
  void box(Point centre, double width, double height, double radius, std::string_view css_class);
  /// A cross around a centre.
  void cross(Point centre, double size, std::string_view css_class);
  /// `anchor` is "start", "middle" or "end": the part of the text that lies at the point.
  void text(Point at, std::string_view content, std::string_view css_class,
            std::string_view anchor = "middle");
  /// Begins a group with this title; the elements up to end_group() belong to it.
  void begin_group(std::string_view title);
  void end_group();

  const std::string& elements() const { return elements_; }

 private:
  std::string elements_;
};

}  // namespace ggms::report
