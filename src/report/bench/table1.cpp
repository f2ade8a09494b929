// Prints the paper's Table 1 with our columns beside the paper's. A group of columns has the results of one
// engine: its success rate and its average, least and largest time. Text and Markdown show the same groups.

#include "report/bench/table1.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "report/bench/table1_paper.h"
#include "report/words.h"

namespace ggms::report {

namespace {

constexpr int kWhole = 100;  // per cent
constexpr double kSecondsPerMinute = 60;
constexpr int kGroupGap = 2;  // columns between groups
constexpr const char* kFirst = "setting";
constexpr const char* kSource = "arXiv:2601.22369, Table 1";

using RowCells = std::array<std::string, 4>;
const RowCells kRowHeads = {"rate", "avg", "min", "max"};

struct Group {
  std::string title;
  std::vector<RowCells> rows;  // one for each setting
};

std::string rate(const Table1& table, const BenchCell& cell) {
  if (cell.finished < table.runs) return fmt::format("{}/{}", cell.succeeded, cell.finished);
  return fmt::format("{:.0f}%", static_cast<double>(kWhole * cell.succeeded) / cell.finished);
}

Group group_of(const Table1& table, const std::string& engine, const char* none) {
  Group group{engine + ", here", {}};
  for (const std::string& setting : table.settings) {
    const BenchCell cell = cell_of(table, setting, engine);
    RowCells cells = {rate(table, cell), none, none, none};
    if (cell.succeeded > 0)
      cells = {cells[0], duration(cell.average), duration(cell.min), duration(cell.max)};
    group.rows.push_back(cells);
  }
  return group;
}

Group group_of_paper(const Table1& table, std::size_t engine, const char* none) {
  Group group{std::string(kPaperEngines[engine].name) + ", minutes", {}};
  for (const std::string& setting : table.settings) {
    const PaperCell& cell = table1_row(setting).paper[engine];
    RowCells cells = {fmt::format("{}%", cell.success), none, none, none};
    if (cell.success > 0)
      cells = {cells[0], fmt::to_string(cell.average), fmt::to_string(cell.min), fmt::to_string(cell.max)};
    group.rows.push_back(cells);
  }
  return group;
}

/// "ggms" of "ggms:unfreeze=solver".
std::string engine_name(const std::string& column) {
  return column.substr(0, column.find(':'));
}

/// Our columns, each engine's followed by the paper's column of the same engine; then the paper's others.
std::vector<Group> groups_of(const Table1& table, const char* none) {
  std::vector<Group> groups;
  std::array<bool, kPaperEngines.size()> shown{};
  for (std::size_t i = 0; i < table.engines.size(); ++i) {
    const std::string name = engine_name(table.engines[i]);
    groups.push_back(group_of(table, table.engines[i], none));
    if (i + 1 < table.engines.size() && engine_name(table.engines[i + 1]) == name) continue;
    for (std::size_t k = 0; k < kPaperEngines.size(); ++k) {
      if (name != kPaperEngines[k].ours || shown[k]) continue;
      groups.push_back(group_of_paper(table, k, none));
      shown[k] = true;
    }
  }
  for (std::size_t k = 0; k < kPaperEngines.size(); ++k) {
    if (!shown[k]) groups.push_back(group_of_paper(table, k, none));
  }
  return groups;
}

/// The notes that explain the numbers.
std::vector<std::string> notes_on(const Table1& table) {
  std::vector<std::string> notes;
  notes.push_back(
      fmt::format("here: {} each{}, {}; wall-clock time of the whole program, over the runs that found a "
                  "protocol",
                  counted(static_cast<std::uint64_t>(table.runs), "run"),
                  table.runs > 1 ? fmt::format(", seeds 1 to {}", table.runs) : std::string(),
                  table.timeout > 0 ? fmt::format("given up after {} s", table.timeout)
                                    : std::string("without a limit")));
  notes.push_back(fmt::format("minutes: the paper's numbers ({})", kSource));
  if (table.finished.size() < table.planned()) {
    notes.push_back(fmt::format("{}{} of {} runs are finished; 2/3 says that 2 of 3 finished ones succeeded",
                                table.interrupted ? "interrupted: " : "", number(table.finished.size()),
                                number(table.planned())));
  }
  return notes;
}

// Text.

std::string right(const std::string& text, int width) {
  return std::string(static_cast<std::size_t>(std::max(width - columns(text), 0)), ' ') + text;
}

std::array<int, 4> widths_of(const Group& group) {
  std::array<int, 4> widths{};
  for (std::size_t i = 0; i < widths.size(); ++i) {
    widths[i] = columns(kRowHeads[i]);
    for (const RowCells& cells : group.rows) widths[i] = std::max(widths[i], columns(cells[i]));
  }
  return widths;
}

int cells_width(const std::array<int, 4>& widths) {
  int sum = static_cast<int>(widths.size()) - 1;
  for (const int width : widths) sum += width;
  return sum;
}

int width_of(const Group& group) {
  return std::max(columns(group.title), cells_width(widths_of(group)));
}

std::string cells_text(const Group& group, const RowCells& cells) {
  const std::array<int, 4> widths = widths_of(group);
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < cells.size(); ++i) parts.push_back(right(cells[i], widths[i]));
  return padded(fmt::format("{}", fmt::join(parts, " ")), width_of(group));
}

std::string without_blanks_at_end(std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

/// Groups side by side.
std::string block_text(const Table1& table, const std::vector<Group>& groups, int first_width,
                       const Style& style) {
  const std::string gap(kGroupGap, ' ');
  std::string titles = padded("", first_width);
  std::string heads = padded(kFirst, first_width);
  for (const Group& group : groups) {
    titles += gap + padded(bold(style, group.title), width_of(group));
    heads += gap + cells_text(group, kRowHeads);
  }
  std::string text = without_blanks_at_end(titles) + "\n" + dim(style, without_blanks_at_end(heads)) + "\n";
  for (std::size_t row = 0; row < table.settings.size(); ++row) {
    std::string line = padded(table.settings[row], first_width);
    for (const Group& group : groups) line += gap + cells_text(group, group.rows[row]);
    text += without_blanks_at_end(line) + "\n";
  }
  return text;
}

// CSV.

std::string csv_line(const std::string& setting, const BenchCell& cell, const std::string& engine) {
  std::string line = fmt::format("{},here,{},{},", setting, engine, cell.finished);
  if (cell.finished > 0)
    line += fmt::format("{}", static_cast<double>(kWhole * cell.succeeded) / cell.finished);
  if (cell.succeeded == 0) return line + ",,,\n";
  return line + fmt::format(",{},{},{}\n", cell.average, cell.min, cell.max);
}

std::string csv_line(const std::string& setting, const PaperCell& cell, const char* engine) {
  const std::string line = fmt::format("{},paper,{},,{}", setting, engine, cell.success);
  if (cell.success == 0) return line + ",,,\n";
  return line + fmt::format(",{},{},{}\n", cell.average * kSecondsPerMinute, cell.min * kSecondsPerMinute,
                            cell.max * kSecondsPerMinute);
}

}  // namespace

std::size_t Table1::planned() const {
  return settings.size() * engines.size() * static_cast<std::size_t>(runs);
}

bool Table1::all_found() const {
  return finished.size() == planned() && std::all_of(finished.begin(), finished.end(),
                                                     [](const jobs::Result& run) { return run.succeeded(); });
}

BenchCell cell_of(const Table1& table, const std::string& setting, const std::string& engine) {
  BenchCell cell;
  double sum = 0;
  for (const jobs::Result& run : table.finished) {
    if (run.plan.setting != setting || run.plan.engine != engine) continue;
    ++cell.finished;
    if (!run.succeeded()) continue;
    cell.min = cell.succeeded == 0 ? run.seconds : std::min(cell.min, run.seconds);
    cell.max = std::max(cell.max, run.seconds);
    sum += run.seconds;
    ++cell.succeeded;
  }
  if (cell.succeeded > 0) cell.average = sum / cell.succeeded;
  return cell;
}

std::string table1_text(const Table1& table, const Style& style) {
  int first_width = columns(kFirst);
  for (const std::string& setting : table.settings) first_width = std::max(first_width, columns(setting));
  std::string text;
  std::vector<Group> block;
  int width = first_width;
  for (const Group& group : groups_of(table, symbols(style).dash)) {
    const int more = kGroupGap + width_of(group);
    if (!block.empty() && width + more > style.width) {
      text += block_text(table, block, first_width, style) + "\n";
      block.clear();
      width = first_width;
    }
    block.push_back(group);
    width += more;
  }
  text += block_text(table, block, first_width, style) + "\n";
  for (const std::string& note : notes_on(table)) text += wrapped(note, style.width, 2) + "\n";
  return text;
}

std::string table1_markdown(const Table1& table) {
  const std::vector<Group> groups = groups_of(table, "");
  std::string text = fmt::format("| {} |", kFirst);
  std::string rule = "| --- |";
  for (const Group& group : groups) {
    text += fmt::format(" {}: {} |", group.title, fmt::join(kRowHeads, " | "));
    for (std::size_t i = 0; i < kRowHeads.size(); ++i) rule += " ---: |";
  }
  text += "\n" + rule + "\n";
  for (std::size_t row = 0; row < table.settings.size(); ++row) {
    text += fmt::format("| {} |", table.settings[row]);
    for (const Group& group : groups) text += fmt::format(" {} |", fmt::join(group.rows[row], " | "));
    text += "\n";
  }
  for (const std::string& note : notes_on(table)) text += "\n" + note + "\n";
  return text;
}

std::string table1_csv(const Table1& table) {
  std::string text = "setting,source,engine,runs,success_percent,average_seconds,min_seconds,max_seconds\n";
  for (const std::string& setting : table.settings) {
    for (const std::string& engine : table.engines)
      text += csv_line(setting, cell_of(table, setting, engine), engine);
    for (std::size_t k = 0; k < kPaperEngines.size(); ++k)
      text += csv_line(setting, table1_row(setting).paper[k], kPaperEngines[k].name);
  }
  return text;
}

}  // namespace ggms::report
