// Makes the page of one execution's diagram: the title, the diagram, and below it the broken property and the
// adversary's actions. The picture has a background of its own, so that it is readable on any page, and a
// second set of colours for dark pages.

#include "report/runs/spacetime_svg.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "report/runs/blame.h"
#include "report/runs/cells.h"
#include "report/runs/diagram.h"
#include "report/runs/messages.h"

namespace ggms::report {

namespace {

constexpr double kMinWidth = 460;

}  // namespace

std::string space_time_svg(const model::Problem& problem, const model::Scenario& scenario,
                           const model::Execution& execution, std::optional<int> broken_property) {
  const RunView view(problem, scenario, execution);
  Diagram diagram(view,
                  broken_property ? culprits(problem, execution, *broken_property) : std::vector<int>{});
  const std::string name = problem.specification().name;
  const double width = std::max(kMinWidth, diagram.width());
  const std::string drawn = diagram.draw();
  Svg words;
  words.text({Diagram::kMargin, Diagram::kMargin + 8}, name, "title", "start");
  double line = diagram.height() + Diagram::kMargin;
  const auto write = [&](const std::string& sentence, const char* css_class) {
    line = write_caption(words, {Diagram::kMargin, line}, width - 2 * Diagram::kMargin, sentence, css_class);
  };
  std::string description;
  const char* css_class = broken_property ? "caption bad" : "caption good";
  const std::vector<std::string> verdict = verdict_lines(view, broken_property);
  for (const std::string& sentence : verdict) {
    write(sentence, css_class);
    css_class = "small";
    description += sentence + "\n";
  }
  for (const std::string& sentence : event_lines(view)) {
    write(sentence, "caption");
    description += sentence + "\n";
  }
  if (view.processes() > kMaxBySender) write("messages that arrive are not drawn", "small");
  const std::string title = fmt::format("{}: {}", name, broken_property ? verdict.front() : "an execution");
  return svg_page(width, line + 6, title, description, drawn + words.elements());
}

}  // namespace ggms::report
