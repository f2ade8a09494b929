// What a verification or a synthesis came to, for people: the verdict first, then what it rests on.

#include "report/summary.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "report/claim.h"
#include "report/stronger_view.h"
#include "report/words.h"
#include "synth/claim.h"

namespace ggms::report {

namespace {

std::string indented(const std::string& text, const Style& style) {
  return "  " + wrapped(text, style.width, 4, 2) + "\n";
}

/// "95 configurations (4 + 21 + 35 + 35 at the round boundaries), 512 transitions".
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

bool has_faults(const model::Problem& problem) {
  return model::any_faults(problem.setting().faults);
}

/// How a property that holds was put to the test.
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

/// "verified: ..." of a specification; of properties never, because there may be others.
std::string right_text(const model::Problem& problem, const Style& style, Asked asked) {
  const spec::Spec& spec = problem.specification();
  if (asked == Asked::kSpecification)
    return bold(style, green(style, "verified")) + ": " + spec.name + " holds in every execution\n";
  std::vector<std::string> names;
  for (const spec::Property& property : spec.properties) names.push_back(property.name);
  return wrapped(bold(style, green(style, "holds")) + ": " + listed(names), style.width, 2) + "\n";
}

// Synthesis.

std::string states_text(const model::Setting& setting) {
  return counted(static_cast<std::uint64_t>(setting.states), "internal state");
}

std::string rounds_text(const model::Setting& setting) {
  return counted(static_cast<std::uint64_t>(setting.rounds), "round");
}

/// One line for each number of rounds: what was proved infeasible, and what only gave up.
std::vector<std::string> growth_lines(const std::vector<synth::Attempt>& attempts) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < attempts.size();) {
    std::size_t end = begin;
    const synth::Attempt* infeasible = nullptr;
    bool any_states = false;
    std::vector<std::string> unknown;
    double seconds = 0;
    for (; end < attempts.size() && attempts[end].setting.rounds == attempts[begin].setting.rounds; ++end) {
      const synth::Attempt& attempt = attempts[end];
      // With fewer states a machine is one with more, too: the largest infeasible number says it all.
      if (attempt.answer == synth::Answer::kInfeasible) infeasible = &attempt;
      any_states = any_states || (attempt.any_states && attempt.answer == synth::Answer::kInfeasible);
      if (attempt.answer == synth::Answer::kUnknown)
        unknown.push_back(std::to_string(attempt.setting.states));
      seconds += attempt.seconds;
    }
    std::vector<std::string> parts;
    if (any_states) unknown.clear();
    if (infeasible != nullptr) {
      parts.push_back(any_states ? std::string("infeasible, with any number of states")
                                 : "infeasible with at most " + states_text(infeasible->setting));
    }
    if (!unknown.empty()) {
      parts.push_back("given up with " + listed(unknown, "and") + " internal state" +
                      (unknown == std::vector<std::string>{"1"} ? "" : "s"));
    }
    const synth::Attempt& last = attempts[end - 1];
    if (last.answer == synth::Answer::kFound) {
      parts.push_back(last.setting.rounds == 1 ? std::string("found")
                                               : "found with " + states_text(last.setting));
    }
    lines.push_back(
        fmt::format("{}: {} ({})", rounds_text(last.setting), fmt::join(parts, ", "), duration(seconds)));
    begin = end;
  }
  return lines;
}

std::string statistics_text(const synth::Result& result) {
  const synth::Statistics& statistics = result.statistics;
  std::vector<std::string> parts;
  const auto add = [&](std::uint64_t value, std::string_view noun) {
    if (value > 0) parts.push_back(counted(value, noun));
  };
  const synth::Learning& learning = statistics.learning;
  add(learning.episodes, "episode");
  add(learning.simulations, "simulation");
  if (learning.episodes == 0) add(statistics.candidates, "candidate");
  add(statistics.counterexamples, "counterexample");
  add(statistics.entries, "table entry");
  add(statistics.clauses, "clause");
  if (learning.search_seconds > 0) parts.push_back(duration(learning.search_seconds) + " searching");
  if (learning.training_seconds > 0) parts.push_back(duration(learning.training_seconds) + " training");
  if (statistics.solving_seconds > 0) parts.push_back(duration(statistics.solving_seconds) + " solving");
  if (statistics.checking_seconds > 0) parts.push_back(duration(statistics.checking_seconds) + " checking");
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// Where the moves of a learnt machine come from.
std::string moves_text(const synth::Result& result) {
  const search::Moves& moves = result.statistics.learning.moves;
  return fmt::format(
      "moves: {} the policy's most probable, {} proved (every other one loses), {} frozen, {} of the first "
      "path",
      moves.probable, moves.proved, moves.frozen, moves.first_path);
}

std::string bounds_text(const synth::Range& range) {
  std::vector<std::string> bounds;
  if (!range.rounds) bounds.push_back("--max-rounds " + std::to_string(range.max_rounds));
  if (!range.states) bounds.push_back("--max-states " + std::to_string(range.max_states));
  return fmt::format("{}", fmt::join(bounds, " and "));
}

/// "12 protocols for consensus".
std::string many_text(const AllFound& all, const spec::Spec& spec) {
  return counted(all.count, "protocol") + " for " + spec.name;
}

/// A line for each of them.
std::string list_text(const std::vector<ListedProtocol>& protocols) {
  if (protocols.empty()) return "";
  std::string text = "\n";
  const int width = columns(number(protocols.size()));
  for (std::size_t i = 0; i < protocols.size(); ++i) {
    const std::string name = number(i + 1);
    text += fmt::format("{}{}  {}  {}", std::string(static_cast<std::size_t>(width - columns(name)), ' '),
                        name, protocols[i].digest, counted(protocols[i].entries, "entry"));
    if (!protocols[i].path.empty()) text += "  written: " + base::printable(protocols[i].path);
    text += "\n";
  }
  return text;
}

/// "conflict: agreement, validity and termination can't be met together, but any two of them can".
std::string conflict_text(const spec::Spec& spec, const Synthesis& synthesis) {
  const synth::Conflict& conflict = *synthesis.conflict;
  std::vector<std::string> names;
  for (const int property : conflict.properties) {
    names.push_back(spec.properties[static_cast<std::size_t>(property)].name);
  }
  const std::string where = synthesis.range.rounds ? "" : " in " + rounds_text(synthesis.growth.setting);
  std::string text = fmt::format("conflict{}: {} can't be met", where, listed(names));
  if (names.size() > 1) text += " together";
  if (!conflict.minimal) return text + "; not minimised further, for lack of time";
  if (names.size() == 2) return text + ", but each of them can";
  if (names.size() > 2) text += fmt::format(", but any {} of them can", names.size() - 1);
  return text;
}

std::string synth_verdict(const spec::Spec& spec, const Synthesis& synthesis, const Style& style) {
  const model::Setting& setting = synthesis.growth.setting;
  const std::string with_states = setting.rounds == 1 ? "" : ", " + states_text(setting);
  switch (answer_of(synthesis)) {
    case synth::Answer::kFound:
      if (synthesis.all)
        return bold(style, green(style, "found")) +
               fmt::format(": {} in {}{}; {}", many_text(*synthesis.all, spec), rounds_text(setting),
                           with_states,
                           synthesis.all->complete ? "there are no others" : "there may be others");
      return bold(style, green(style, "found")) +
             fmt::format(": a protocol for {} in {}{}", spec.name, rounds_text(setting), with_states);
    case synth::Answer::kInfeasible:
      return bold(style, red(style, "infeasible")) + ": no protocol for " + spec.name + " " +
             ruled_out_text(synthesis.growth, synthesis.range);
    case synth::Answer::kUnknown:
      break;
  }
  const std::string verdict = bold(style, yellow(style, "unknown")) + ": ";
  const bool some = synthesis.all && synthesis.all->count > 0;
  if (some)
    return verdict + fmt::format("{}; at least {} in {}{}", synthesis.why_unknown,
                                 many_text(*synthesis.all, spec), rounds_text(setting), with_states);
  if (!synthesis.why_unknown.empty()) return verdict + synthesis.why_unknown;
  return verdict + "no protocol within the limits; raise " + bounds_text(synthesis.range) +
         " to look further";
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
            ? name + " was put to the test only in runs without faults: its premise is met in no others"
            : name + " was never put to the test: its premise is met in no run");
  }
  return warnings;
}

std::string verify_summary(const model::Problem& problem, const verify::Check& check, double seconds,
                           const std::string& why_unknown, const Style& style, Asked asked) {
  std::string text;
  switch (check.verdict) {
    case verify::Verdict::kVerified:
      text = right_text(problem, style, asked);
      break;
    case verify::Verdict::kViolated:
      text = bold(style, red(style, "violated"));
      if (!check.violations.empty()) text += ": " + violation_text(problem, check.violations.front());
      text += "\n";
      break;
    case verify::Verdict::kUnknown:
      text = bold(style, yellow(style, "unknown")) + (why_unknown.empty() ? "" : ": " + why_unknown) + "\n";
      break;
  }
  text += indented(model::describe(problem.setting()), style);
  const std::string work = work_text(check);
  text += indented(duration(seconds) + (work.empty() ? "" : ": " + work), style);
  if (check.verdict == verify::Verdict::kVerified) {
    text += properties_text(problem, check, style);
  }
  return text;
}

synth::Answer answer_of(const Synthesis& synthesis) {
  return synth::answer_of(synthesis.growth, synthesis.range);
}

bool is_for_any_states(const Synthesis& synthesis) {
  return synth::is_for_any_states(synthesis.growth, synthesis.range);
}

std::string problem_text(const model::Problem& problem, const Style& style) {
  return wrapped(bold(style, problem.specification().name) + ": " + model::describe(problem.setting()),
                 style.width, 2) +
         "\n";
}

std::string synth_summary(const spec::Spec& spec, const Synthesis& synthesis, const Style& style) {
  const synth::Growth& growth = synthesis.growth;
  std::string text = wrapped(synth_verdict(spec, synthesis, style), style.width, 2) + "\n";
  model::Setting setting = growth.setting;
  if (is_for_any_states(synthesis)) setting.states = 0;
  text += indented(model::describe(setting), style);
  if (growth.attempts.size() > 1) {
    for (const std::string& line : growth_lines(growth.attempts)) text += indented(line, style);
  }
  if (synthesis.stronger) text += indented(stronger_view_text(*synthesis.stronger, synthesis.range), style);
  if (synthesis.conflict) text += indented(conflict_text(spec, synthesis), style);
  const std::string statistics = statistics_text(growth.result);
  text += indented(fmt::format("engine {}: {}{}", synthesis.engine, duration(synthesis.seconds),
                               statistics.empty() ? "" : "; " + statistics),
                   style);
  if (synthesis.all) {
    if (!synthesis.all->listed.empty()) {
      text += indented("verified, each from its written form; digests are of the tables", style);
    }
    text += list_text(synthesis.all->listed);
  } else if (growth.result.answer == synth::Answer::kFound) {
    if (growth.result.statistics.learning.episodes > 0) text += indented(moves_text(growth.result), style);
    text += indented("verified: " + work_text(growth.result.check), style);
  }
  return text;
}

}  // namespace ggms::report
