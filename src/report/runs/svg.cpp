// Writes the few SVG elements that pictures use.

#include "report/runs/svg.h"

#include <fmt/format.h>

namespace ggms::report {

std::string xml_escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

void Svg::line(Point from, Point to, std::string_view css_class, std::string_view marker) {
  const std::string end = marker.empty() ? "" : fmt::format(" marker-end=\"url(#{})\"", marker);
  elements_ += fmt::format("<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" class=\"{}\"{}/>\n",
                           from.x, from.y, to.x, to.y, css_class, end);
}

void Svg::box(Point centre, double width, double height, double radius, std::string_view css_class) {
  elements_ += fmt::format(
      "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"{:.1f}\" class=\"{}\"/>\n",
      centre.x - width / 2, centre.y - height / 2, width, height, radius, css_class);
}

void Svg::cross(Point centre, double size, std::string_view css_class) {
  const double half = size / 2;
  line({centre.x - half, centre.y - half}, {centre.x + half, centre.y + half}, css_class);
  line({centre.x - half, centre.y + half}, {centre.x + half, centre.y - half}, css_class);
}

void Svg::text(Point at, std::string_view content, std::string_view css_class, std::string_view anchor) {
  elements_ += fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" class=\"{}\">{}</text>\n",
                           at.x, at.y, anchor, css_class, xml_escaped(content));
}

void Svg::begin_group(std::string_view title) {
  elements_ += fmt::format("<g><title>{}</title>\n", xml_escaped(title));
}

void Svg::end_group() {
  elements_ += "</g>\n";
}

}  // namespace ggms::report
