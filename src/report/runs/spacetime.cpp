// Draws one execution as text. The first column has the initial values, each further one a round: what every
// process received and its next state. With few processes, received vectors are listed by sender; with many
// or anonymous processes, by counts, and processes with the same line share it. Names are shortened, and
// rounds put below each other, only if the width demands it.

#include "report/runs/spacetime.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include "report/runs/blame.h"
#include "report/runs/cells.h"
#include "report/runs/events.h"
#include "report/words.h"

namespace ggms::report {

namespace {

constexpr int kMaxLabel = 24;          // columns of a line's label
constexpr std::size_t kMaxLines = 40;  // lines of a picture
constexpr int kColumnGap = 3;          // columns between columns

struct Column {
  std::string head;
  std::string subhead;
  std::vector<std::string> cells;  // per line
  int width = 0;
};

using Columns = std::vector<Column>;

/// For each line, the processes (0-based) that share it.
using Lines = std::vector<std::vector<int>>;

class Picture {
 public:
  Picture(const RunView& view, std::vector<int> accused, const Style& style)
      : view_(view), cells_(view, std::move(accused), style), style_(style) {}

  std::string draw() const { return paste(best().first); }

  /// The meanings of the picture's symbols and shortened names; empty if it has none.
  std::string legend() const {
    bool loses = false;
    bool crashes = false;
    for (int round = 1; round <= view_.rounds(); ++round) {
      for (int p = 0; p < view_.processes(); ++p) {
        crashes = crashes || view_.crashes(round, p) || view_.leaves(round, p);
        if (view_.forges(p) || !view_.moves(round, p)) continue;
        for (int sender = 0; sender < view_.processes(); ++sender)
          loses = loses || !view_.heard(round, p, sender);
      }
    }
    std::vector<std::string> parts;
    if (loses) parts.push_back(symbols(style_).lost + std::string(": no message"));
    if (crashes)
      parts.push_back(symbols(style_).crash + std::string(": a crash, and whom its last message reaches"));
    if (view_.run().missing) parts.emplace_back("?: the machine has no entry");
    for (const auto& [shown, whole] : cells_.shortened(best().second)) parts.push_back(shown + ": " + whole);
    return fmt::format("{}", fmt::join(parts, "; "));
  }

 private:
  /// The columns with the longest names that fit, and the length of these names.
  std::pair<Columns, Brevity> best() const {
    std::pair<Columns, Brevity> best;
    std::pair<bool, std::size_t> best_cost;
    for (const Brevity brevity : {Brevity::kFull, Brevity::kShort, Brevity::kDense}) {
      Columns drawn = columns_with(brevity);
      const std::pair<bool, std::size_t> cost = {overflows(drawn), strips(drawn).size()};
      if (best.first.empty() || cost < best_cost) {
        best = {std::move(drawn), brevity};
        best_cost = cost;
      }
    }
    return best;
  }

  // Layout: columns and lines.

  Columns columns_with(Brevity brevity) const {
    Columns all(static_cast<std::size_t>(view_.rounds()) + 1);
    all[0].head = "start";
    for (int p = 0; p < view_.processes(); ++p)
      all[0].cells.push_back(view_.forges(p) ? red(style_, view_.picked(p))
                                             : view_.problem().state_name(0, view_.state(0, p)));
    for (int round = 1; round <= view_.rounds(); ++round) {
      Column& column = all[static_cast<std::size_t>(round)];
      column.head =
          fmt::format("round {}{}", round, round == view_.problem().setting().rounds ? " decides" : "");
      column.subhead = cells_.senders(round, brevity);
      for (int p = 0; p < view_.processes(); ++p) column.cells.push_back(cells_.cell(round, p, brevity));
    }
    const Lines lines = lines_of(all);
    Column labels;
    for (const std::vector<int>& line : lines) labels.cells.push_back(bold(style_, label(line)));
    for (Column& column : all) {
      std::vector<std::string> kept;
      for (const std::vector<int>& line : lines)
        kept.push_back(column.cells[static_cast<std::size_t>(line.front())]);
      column.cells = std::move(kept);
    }
    all.insert(all.begin(), std::move(labels));
    for (Column& column : all) {
      column.width = std::max(columns(column.head), columns(column.subhead));
      for (const std::string& text : column.cells) column.width = std::max(column.width, columns(text));
    }
    return all;
  }

  /// One line per process if there are few; otherwise processes whose cells are all the same share a line.
  Lines lines_of(const Columns& all) const {
    Lines lines;
    std::map<std::vector<std::string>, std::size_t> known;
    for (int p = 0; p < view_.processes(); ++p) {
      std::vector<std::string> cells;
      for (const Column& column : all) cells.push_back(column.cells[static_cast<std::size_t>(p)]);
      if (view_.processes() <= kMaxBySender) cells.push_back(std::to_string(p));
      const auto [it, is_new] = known.emplace(std::move(cells), lines.size());
      if (is_new) lines.emplace_back();
      lines[it->second].push_back(p);
    }
    return lines;
  }

  std::string label(const std::vector<int>& line) const {
    const std::vector<std::string> names = process_names(line, style_);
    std::string text = fmt::format("{}", fmt::join(names, ", "));
    if (line.size() <= 1) return text;
    const std::string count = fmt::format(" ({})", line.size());
    if (columns(text + count) > kMaxLabel) {
      text = fmt::format("{}, {}", names.front(), symbols(style_).ellipsis);
    }
    return text + count;
  }

  // Output.

  bool overflows(const Columns& all) const {
    return std::any_of(all.begin() + 1, all.end(), [&](const Column& column) {
      return all[0].width + kColumnGap + column.width > style_.width;
    });
  }

  /// The groups of columns, without labels, that stand side by side: [first, last) pairs.
  std::vector<std::pair<std::size_t, std::size_t>> strips(const Columns& all) const {
    std::vector<std::pair<std::size_t, std::size_t>> result;
    int used = 0;
    for (std::size_t i = 1; i < all.size(); ++i) {
      if (result.empty() || used + kColumnGap + all[i].width > style_.width) {
        result.emplace_back(i, i);
        used = all[0].width;
      }
      used += kColumnGap + all[i].width;
      result.back().second = i + 1;
    }
    return result;
  }

  std::string paste(const Columns& all) const {
    std::string text;
    for (const auto& [first, last] : strips(all)) {
      if (!text.empty()) text += "\n";
      const auto line = [&](const auto& of) {
        std::string drawn = padded(of(all[0]), all[0].width);
        for (std::size_t i = first; i < last; ++i) {
          drawn += std::string(kColumnGap, ' ') + padded(of(all[i]), all[i].width);
        }
        drawn.erase(drawn.find_last_not_of(' ') + 1);
        return drawn.empty() ? "" : drawn + "\n";
      };
      text += line([&](const Column& column) { return dim(style_, column.head); });
      text += line([](const Column& column) { return column.subhead; });
      std::size_t shown = 0;
      std::size_t hidden = 0;
      for (std::size_t row = 0; row < all[0].cells.size(); ++row) {
        const bool is_blank = std::all_of(all.begin() + static_cast<std::ptrdiff_t>(first),
                                          all.begin() + static_cast<std::ptrdiff_t>(last),
                                          [&](const Column& column) { return column.cells[row].empty(); });
        if (is_blank) continue;  // crashed before
        if (++shown > kMaxLines) {
          ++hidden;
        } else {
          text += line([&](const Column& column) { return column.cells[row]; });
        }
      }
      if (hidden > 0)
        text += fmt::format("{} and {}\n", symbols(style_).ellipsis, counted(hidden, "more line"));
    }
    return text;
  }

  const RunView& view_;
  Cells cells_;
  const Style& style_;
};

}  // namespace

std::string space_time(const model::Problem& problem, const model::Scenario& scenario,
                       const model::Execution& execution, std::optional<int> broken_property,
                       const Style& style) {
  const RunView view(problem, scenario, execution);
  const std::vector<int> accused =
      broken_property ? culprits(problem, execution, *broken_property) : std::vector<int>{};
  std::string text = Picture(view, accused, style).draw() + "\n" + events_text(view, style);
  if (broken_property) return text + blame(problem, execution, *broken_property, style);
  return text + green(style, "every property holds in this run") + "\n";
}

std::string space_time_legend(const model::Problem& problem, const model::Scenario& scenario,
                              const model::Execution& execution, const Style& style) {
  const RunView view(problem, scenario, execution);
  const std::string legend = Picture(view, {}, style).legend();
  return legend.empty() ? "" : dim(style, wrapped(legend, style.width, 2)) + "\n";
}

}  // namespace ggms::report
