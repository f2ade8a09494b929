// Summarises a synthesis as text: first the verdict, then what it rests on.

#include "report/summary.h"

#include <fmt/format.h>

#include "base/text.h"
#include "report/claim.h"
#include "report/stronger_view.h"
#include "report/summary_parts.h"
#include "report/words.h"

namespace ggms::report {

namespace {

std::string states_text(const model::Setting& setting) {
  return counted(static_cast<std::uint64_t>(setting.states), "internal state");
}

std::string rounds_text(const model::Setting& setting) {
  return counted(static_cast<std::uint64_t>(setting.rounds), "round");
}

/// One line for each number of rounds: which numbers of states were proved infeasible, and for which the
/// search gave up.
std::vector<std::string> growth_lines(const std::vector<synth::Attempt>& attempts) {
  std::vector<std::string> lines;
  for (std::size_t begin = 0; begin < attempts.size();) {
    std::size_t end = begin;
    const synth::Attempt* infeasible = nullptr;
    bool any_states = false;
    std::optional<synth::AnyStates> asked;  // the last answer of full information
    std::vector<std::string> unknown;
    double seconds = 0;
    double asking = 0;  // seconds of full information
    for (; end < attempts.size() && attempts[end].setting.rounds == attempts[begin].setting.rounds; ++end) {
      const synth::Attempt& attempt = attempts[end];
      // A machine with fewer states is also one with more, so the largest infeasible number covers the
      // others.
      if (attempt.answer == synth::Answer::kInfeasible) infeasible = &attempt;
      any_states = any_states || (attempt.any_states && attempt.answer == synth::Answer::kInfeasible);
      asked = attempt.full_information ? attempt.full_information : asked;
      if (attempt.answer == synth::Answer::kUnknown && !attempt.any_states)
        unknown.push_back(std::to_string(attempt.setting.states));
      seconds += attempt.seconds;
      if (attempt.full_information) asking += attempt.seconds;
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
    const bool found = last.answer == synth::Answer::kFound;
    if (!found && asked == synth::AnyStates::kUnknown) parts.emplace_back("full information gave up");
    if (!found && parts.empty()) parts.emplace_back("given up");
    if (found) {
      parts.push_back(last.setting.rounds == 1 ? std::string("found")
                                               : "found with " + states_text(last.setting));
    }
    const std::string share = !asked             ? ""
                              : asking < seconds ? ", of which full information " + duration(asking)
                                                 : " of full information";
    lines.push_back(fmt::format("{}: {} ({}{})", rounds_text(last.setting), fmt::join(parts, ", "),
                                duration(seconds), share));
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
  return fmt::format("{}", fmt::join(parts, ", "));
}

/// The engine, with the strategy that led to its answer where that is not the one by counterexamples.
std::string engine_text(const api::Synthesis& synthesis) {
  const bool is_symbolic = synthesis.growth.result.strategy == synth::Strategy::kSymbolic;
  return synthesis.engine + (is_symbolic ? ", symbolic" : "");
}

/// Where the moves of a learnt machine come from.
std::string moves_text(const synth::Result& result) {
  const search::Moves& moves = result.statistics.learning.moves;
  return fmt::format(
      "moves: {} the policy's most probable, {} proved (every other one loses), {} frozen, {} of the first "
      "path",
      moves.probable, moves.proved, moves.frozen, moves.first_path);
}

/// "--max-rounds (now 3) or --max-states (now 4)".
std::string bounds_text(const synth::Range& range) {
  std::vector<std::string> bounds;
  if (!range.rounds) bounds.push_back(fmt::format("--max-rounds (now {})", range.max_rounds));
  if (!range.states) bounds.push_back(fmt::format("--max-states (now {})", range.max_states));
  return listed(bounds, "or");
}

/// Says which numbers of rounds an infeasible answer does not cover, if rounds grew.
std::string untried_text(const synth::Range& range) {
  return fmt::format("more than {} not tried: --max-rounds{}",
                     counted(static_cast<std::uint64_t>(range.max_rounds), "round") +
                         (range.max_rounds == 1 ? " was" : " were"),
                     range.default_max_rounds ? fmt::format(", {} by default here", range.max_rounds) : "");
}

/// "12 protocols for consensus".
std::string many_text(const api::AllFound& all, const spec::Spec& spec) {
  return counted(all.count, "protocol") + " for " + spec.name;
}

/// A line for each protocol.
std::string list_text(const std::vector<api::ListedProtocol>& protocols) {
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
std::string conflict_text(const spec::Spec& spec, const api::Synthesis& synthesis) {
  const synth::Conflict& conflict = *synthesis.conflict;
  std::vector<std::string> names;
  for (const int property : conflict.properties) {
    names.push_back(spec.properties[static_cast<std::size_t>(property)].name);
  }
  const std::string where = synthesis.range.rounds ? "" : " in " + rounds_text(synthesis.growth.setting);
  std::string text = fmt::format("conflict{}: {} can't be met", where, listed(names));
  if (names.size() > 1) text += " together";
  if (!conflict.minimal) return text + "; not minimised further, for lack of time";
  if (names.size() == 2) return text + ", but each alone can";
  if (names.size() > 2) text += fmt::format(", but any {} of them can", names.size() - 1);
  return text;
}

std::string synth_verdict(const spec::Spec& spec, const api::Synthesis& synthesis, const Style& style) {
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

std::string synth_summary(const spec::Spec& spec, const api::Synthesis& synthesis, const Style& style) {
  const synth::Growth& growth = synthesis.growth;
  std::string text = wrapped(synth_verdict(spec, synthesis, style), style.width, 2) + "\n";
  model::Setting setting = growth.setting;
  if (is_for_any_states(synthesis)) setting.states = 0;
  if (answer_of(synthesis) == synth::Answer::kInfeasible && !synthesis.range.rounds)
    text += indented(untried_text(synthesis.range), style);
  text += indented(model::describe(setting), style);
  if (growth.attempts.size() > 1) {
    for (const std::string& line : growth_lines(growth.attempts)) text += indented(line, style);
  }
  if (synthesis.stronger) text += indented(stronger_view_text(*synthesis.stronger, synthesis.range), style);
  if (synthesis.conflict) text += indented(conflict_text(spec, synthesis), style);
  const std::string statistics = statistics_text(growth.result);
  text += indented("engine " + engine_text(synthesis) + (statistics.empty() ? "" : ": " + statistics), style);
  text += indented(time_text(synthesis.seconds, synthesis.time), style);
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
