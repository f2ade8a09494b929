// Prints the table that compares theorems with the engine's answers. Each theorem is a block of text, in
// which the cells of one specification stand together under its name.

#include "report/bench/feasibility.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/words.h"

namespace ggms::report {

namespace {

constexpr std::array<const char*, 9> kTableHeads = {"theory", "here", "time", "n",   "faults",
                                                    "r",      "s",    "view", "note"};
using Line = std::array<std::string, kTableHeads.size()>;
constexpr std::size_t kTime = 2;
constexpr int kTableIndent = 2;
constexpr int kTableGap = 2;

const char* yes_or_no(Theory theory) {
  return theory == Theory::kFeasible ? "yes" : "no";
}

/// The engine's answer, in the words of the theory; with '!' if it contradicts the theory.
std::string here(const FeasibilityCell& cell, const jobs::Result* run, const char* none) {
  if (run == nullptr) return none;
  if (agreement_of(cell, run) == Agreement::kUndecided) return "?";
  const std::string said = yes_or_no(run->succeeded() ? Theory::kFeasible : Theory::kInfeasible);
  return agreement_of(cell, run) == Agreement::kContradicts ? said + " !" : said;
}

std::string states_of(const FeasibilityCell& cell) {
  return cell.states == FeasibilityCell::kAnyStates ? "any" : std::to_string(cell.states);
}

/// The number of rounds; with `at_most` in front if decisions may come earlier.
std::string rounds_of(const FeasibilityCell& cell, const char* at_most) {
  const bool is_early = std::string(cell.decide) == "any";
  return (is_early ? at_most : "") + std::to_string(cell.rounds);
}

Line line_of(const Feasibility& table, const FeasibilityCell& cell, const char* none, const char* at_most) {
  const jobs::Result* run = run_of(table, cell);
  return {yes_or_no(cell.theory),
          here(cell, run, none),
          run == nullptr ? none : duration(run->seconds),
          std::to_string(cell.processes),
          cell.faults,
          rounds_of(cell, at_most),
          states_of(cell),
          cell.view,
          cell.few_states ? "small s" : cell.note};
}

std::size_t count(const Feasibility& table, Agreement agreement) {
  std::size_t number = 0;
  for (const std::string& name : table.rows) {
    for (const FeasibilityCell& cell : feasibility_row(name).cells) {
      if (agreement_of(cell, run_of(table, cell)) == agreement) ++number;
    }
  }
  return number;
}

std::vector<std::string> notes_on(const Feasibility& table) {
  std::vector<std::string> notes;
  const std::size_t contradicting = count(table, Agreement::kContradicts);
  const std::size_t undecided = count(table, Agreement::kUndecided);
  notes.push_back(
      fmt::format("{} of {} agree with what is known{}{}", number(count(table, Agreement::kAgrees)),
                  counted(table.planned(), "setting"),
                  contradicting > 0 ? fmt::format("; contradicting (!): {}", number(contradicting)) : "",
                  undecided > 0 ? fmt::format("; undecided (?): {}", number(undecided)) : ""));
  notes.push_back(fmt::format("here: the exact engine, {}; time is wall clock, the whole program",
                              table.timeout > 0 ? fmt::format("given up after {} s", table.timeout)
                                                : std::string("without a limit")));
  notes.push_back(
      "n processes, r rounds, s internal states; any: with any number of states, by full information (one "
      "round has none)");
  notes.push_back(
      "note: small s: feasible in theory, but not with so few states; n = ..., k > ...: the lower bound does "
      "not apply");
  if (table.interrupted) {
    notes.push_back(fmt::format("interrupted: {} of {} settings were tried", number(table.finished.size()),
                                number(table.planned())));
  }
  return notes;
}

using Widths = std::array<int, kTableHeads.size()>;

std::string columns_text(const Line& line, const Widths& widths) {
  std::string text(kTableIndent, ' ');
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::string blanks(static_cast<std::size_t>(std::max(widths[i] - columns(line[i]), 0)), ' ');
    text += i == kTime ? blanks + line[i] : line[i] + blanks;
    text += std::string(kTableGap, ' ');
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

Widths widths_of(const Feasibility& table, const char* none, const char* at_most) {
  Widths widths{};
  for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = columns(kTableHeads[i]);
  for (const std::string& name : table.rows) {
    for (const FeasibilityCell& cell : feasibility_row(name).cells) {
      const Line line = line_of(table, cell, none, at_most);
      for (std::size_t i = 0; i < widths.size(); ++i) widths[i] = std::max(widths[i], columns(line[i]));
    }
  }
  return widths;
}

std::string colored(const std::string& text, Agreement agreement, const Style& style) {
  switch (agreement) {
    case Agreement::kAgrees:
      return text;
    case Agreement::kContradicts:
      return bold(style, red(style, text));
    case Agreement::kUndecided:
      break;
  }
  return yellow(style, text);
}

}  // namespace

std::size_t Feasibility::planned() const {
  std::size_t cells = 0;
  for (const std::string& name : rows) cells += feasibility_row(name).cells.size();
  return cells;
}

const jobs::Result* run_of(const Feasibility& table, const FeasibilityCell& cell) {
  const auto found = std::find_if(table.finished.begin(), table.finished.end(),
                                  [&](const jobs::Result& run) { return run.plan.setting == cell.name(); });
  return found == table.finished.end() ? nullptr : &*found;
}

Agreement agreement_of(const FeasibilityCell& cell, const jobs::Result* run) {
  if (run == nullptr) return Agreement::kUndecided;
  if (!run->succeeded() && run->verdict != "infeasible") return Agreement::kUndecided;
  const Theory said = run->succeeded() ? Theory::kFeasible : Theory::kInfeasible;
  return said == cell.expected() ? Agreement::kAgrees : Agreement::kContradicts;
}

Agreement agreement_of(const Feasibility& table) {
  if (count(table, Agreement::kContradicts) > 0) return Agreement::kContradicts;
  return count(table, Agreement::kUndecided) > 0 ? Agreement::kUndecided : Agreement::kAgrees;
}

std::string feasibility_text(const Feasibility& table, const Style& style) {
  const char* none = symbols(style).dash;
  const char* at_most = symbols(style).at_most;
  const Widths widths = widths_of(table, none, at_most);
  Line heads;
  for (std::size_t i = 0; i < heads.size(); ++i) heads[i] = kTableHeads[i];
  std::string text;
  for (const std::string& name : table.rows) {
    const FeasibilityRow& row = feasibility_row(name);
    text += bold(style, wrapped(row.theorem, style.width, kTableIndent)) + "\n";
    text += wrapped(fmt::format("  {} (--only {})", row.source, row.name), style.width, kTableIndent) + "\n";
    text += dim(style, columns_text(heads, widths)) + "\n";
    std::string spec;
    for (const FeasibilityCell& cell : row.cells) {
      if (spec != cell.spec) text += std::string(kTableIndent, ' ') + cell.spec + "\n";
      spec = cell.spec;
      const Line line = line_of(table, cell, none, at_most);
      text += colored(columns_text(line, widths), agreement_of(cell, run_of(table, cell)), style) + "\n";
    }
    text += "\n";
  }
  for (const std::string& note : notes_on(table)) text += wrapped(note, style.width, kTableIndent) + "\n";
  return text;
}

std::string feasibility_markdown(const Feasibility& table) {
  std::string text = fmt::format("| theorem | specification | {} |\n", fmt::join(kTableHeads, " | "));
  text += "| --- | --- | --- | --- | ---: | ---: | --- | ---: | ---: | --- | --- |\n";
  for (const std::string& name : table.rows) {
    const FeasibilityRow& row = feasibility_row(name);
    std::string theorem = row.name;
    for (const FeasibilityCell& cell : row.cells) {
      text += fmt::format("| {} | {} | {} |\n", theorem, cell.spec,
                          fmt::join(line_of(table, cell, "", "at most "), " | "));
      theorem.clear();
    }
  }
  for (const std::string& note : notes_on(table)) text += "\n" + note + "\n";
  return text;
}

std::string feasibility_csv(const Feasibility& table) {
  std::string text =
      "theorem,spec,processes,faults,rounds,states,view,decide,theory,expected,verdict,seconds\n";
  const auto verdict = [](Theory theory) { return theory == Theory::kFeasible ? "feasible" : "infeasible"; };
  for (const std::string& name : table.rows) {
    for (const FeasibilityCell& cell : feasibility_row(name).cells) {
      const jobs::Result* run = run_of(table, cell);
      text += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\n", name, cell.spec, cell.processes,
                          cell.faults, cell.rounds, states_of(cell), cell.view, cell.decide,
                          verdict(cell.theory), verdict(cell.expected()), run == nullptr ? "" : run->verdict,
                          run == nullptr ? "" : fmt::to_string(run->seconds));
    }
  }
  return text;
}

}  // namespace ggms::report
