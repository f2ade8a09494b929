// The parts that summaries of verifications and of syntheses share.

#include "report/summary_parts.h"

#include <fmt/format.h>

#include "report/words.h"

namespace ggms::report {

namespace {

// Summaries leave out shorter phases; even a dozen of them, more than there are, take only a millisecond.
constexpr double kShortest = 1e-4;  // seconds

}  // namespace

std::string indented(const std::string& text, const Style& style) {
  return "  " + wrapped(text, style.width, 4, 2) + "\n";
}

std::string work_text(const verify::Check& check) {
  std::vector<std::string> parts;
  if (!check.configurations.empty()) {
    std::vector<std::string> boundaries;
    for (const std::uint64_t count : check.configurations) boundaries.push_back(number(count));
    parts.push_back(fmt::format("{} ({} at the round boundaries)",
                                counted(check.total_configurations(), "configuration"),
                                fmt::join(boundaries, " + ")));
  }
  if (check.transitions > 0) parts.push_back(counted(check.transitions, "transition"));
  if (check.scenarios > 0) parts.push_back(counted(check.scenarios, "scenario") + " run one by one");
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::string time_text(double seconds, const base::Phases& time) {
  std::vector<std::string> parts;
  for (const base::Phases::Phase& phase : time.list()) {
    if (phase.seconds >= kShortest) parts.push_back(phase.name + " " + duration(phase.seconds));
  }
  return "time: " + duration(seconds) + (parts.empty() ? "" : fmt::format(" ({})", fmt::join(parts, ", ")));
}

}  // namespace ggms::report
