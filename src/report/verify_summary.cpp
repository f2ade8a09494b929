// Summarises a verification as text: first the verdict, then what it rests on.

#include <fmt/format.h>

#include <algorithm>

#include "report/summary.h"
#include "report/summary_parts.h"
#include "report/words.h"

namespace ggms::report {

namespace {

bool has_faults(const model::Problem& problem) {
  return model::any_faults(problem.setting().faults);
}

/// Says whether a property that holds was put to the test.
std::string use_text(const verify::PropertyUse& use, bool with_faults) {
  if (!use.has_premise) return "holds";
  if (!use.premise_held) return "holds, but its premise is never met";
  if (!with_faults) return "holds (premise met)";
  if (!use.premise_held_with_faults) return "holds, but its premise is met only in runs without faults";
  return "holds (premise met, with faults too)";
}

bool is_vacuous(const verify::PropertyUse& use, bool with_faults) {
  return use.has_premise && (!use.premise_held || (with_faults && !use.premise_held_with_faults));
}

std::string properties_text(const model::Problem& problem, const verify::Check& check, const Style& style) {
  const auto& properties = problem.specification().properties;
  int width = 0;
  for (const spec::Property& property : properties) width = std::max(width, columns(property.name));
  std::string text;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    const verify::PropertyUse use = i < check.uses.size() ? check.uses[i] : verify::PropertyUse{};
    const bool looked = i < check.uses.size();
    const std::string verdict = looked ? use_text(use, has_faults(problem)) : "holds";
    const bool vacuous = looked && is_vacuous(use, has_faults(problem));
    text +=
        "  " + padded(properties[i].name, width) + "  " + (vacuous ? yellow(style, verdict) : verdict) + "\n";
  }
  return text;
}

/// "agreement, with 1 failure and 2 lost messages".
std::string violation_text(const model::Problem& problem, const verify::Violation& violation) {
  const model::FaultCount faults = model::count_faults(violation.scenario);
  std::size_t forged = 0;
  for (const model::RoundFaults& round : violation.scenario.rounds) forged += round.forged.size();
  const auto lost = static_cast<std::uint64_t>(faults.losses) - forged;
  std::string text = verify::name_of(problem, violation);
  if (violation.property == verify::Violation::kUndefined) text += " (the machine lacks an entry)";
  std::vector<std::string> counts;
  if (faults.failures > 0) counts.push_back(counted(static_cast<std::uint64_t>(faults.failures), "failure"));
  if (lost > 0) counts.push_back(counted(lost, "lost message"));
  if (forged > 0) counts.push_back(counted(forged, "forged message"));
  return text + (counts.empty() ? ", without any fault" : ", with " + listed(counts));
}

/// A hint about a violation: what the check left open, or what helps; empty if there is none.
std::string hint_text(const model::Problem& problem, const verify::Violation& violation) {
  if (violation.property == verify::Violation::kUndefined)
    return "ggms complete fills in the entries that the machine lacks, by its rules";
  if (problem.specification().properties.size() < 2) return "";
  return "whether other properties hold was not looked at: --property NAME looks at one alone";
}

/// "verified: ..." for a whole specification. Some properties alone don't make a protocol right, so their
/// text is another.
std::string right_text(const model::Problem& problem, const Style& style, Asked asked) {
  const spec::Spec& spec = problem.specification();
  if (asked == Asked::kSpecification)
    return bold(style, green(style, "verified")) + ": " + spec.name + " holds in every execution\n";
  std::vector<std::string> names;
  for (const spec::Property& property : spec.properties) names.push_back(property.name);
  return wrapped(bold(style, green(style, "holds")) + ": " + listed(names), style.width, 2) + "\n";
}

}  // namespace

std::vector<std::string> vacuity_warnings(const model::Problem& problem, const verify::Check& check) {
  std::vector<std::string> warnings;
  if (check.verdict != verify::Verdict::kVerified) return warnings;
  for (std::size_t i = 0; i < check.uses.size(); ++i) {
    const verify::PropertyUse& use = check.uses[i];
    if (!is_vacuous(use, has_faults(problem))) continue;
    const std::string& name = problem.specification().properties[i].name;
    warnings.push_back(
        use.premise_held
            ? "property '" + name +
                  "' was put to the test only in runs without faults: its premise is met in no others"
            : "property '" + name + "' was never put to the test: its premise is met in no run");
  }
  return warnings;
}

std::string verify_summary(const model::Problem& problem, const verify::Check& check, double seconds,
                           const base::Phases& time, const std::string& why_ended, const Style& style,
                           Asked asked) {
  std::string text;
  std::string hint;
  switch (check.verdict) {
    case verify::Verdict::kVerified:
      text = right_text(problem, style, asked);
      break;
    case verify::Verdict::kViolated:
      text = bold(style, red(style, "violated"));
      if (!check.violations.empty()) text += ": " + violation_text(problem, check.violations.front());
      text = wrapped(text, style.width, 2) + "\n";
      if (!check.fewest)
        text += indented((why_ended.empty() ? "to look further would take long" : why_ended) +
                             ": there may be an execution with fewer faults",
                         style);
      if (!check.violations.empty()) hint = hint_text(problem, check.violations.front());
      break;
    case verify::Verdict::kUnknown:
      text = bold(style, yellow(style, "unknown")) + (why_ended.empty() ? "" : ": " + why_ended) + "\n";
      break;
  }
  text += indented(model::describe(problem.setting()), style);
  const std::string work = work_text(check);
  if (!work.empty()) text += indented(work, style);
  text += indented(time_text(seconds, time), style);
  if (!hint.empty()) text += indented(hint, style);
  if (check.verdict == verify::Verdict::kVerified) {
    text += properties_text(problem, check, style);
  }
  return text;
}

std::string problem_text(const model::Problem& problem, const Style& style) {
  return wrapped(bold(style, problem.specification().name) + ": " + model::describe(problem.setting()),
                 style.width, 2) +
         "\n";
}

}  // namespace ggms::report
