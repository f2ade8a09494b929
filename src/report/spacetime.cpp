// One execution as text. Columns: the initial values, then a round each with what every process received and the
// state that it moved to. Few processes are told apart by sender; many, or anonymous ones, by counts, and lines that
// read the same are one. Names are shortened, and rounds put below each other, only where the width demands it.

#include "report/spacetime.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "report/blame.h"
#include "report/words.h"

namespace ggms::report {

namespace {

constexpr int kMaxBySender = 12;     // processes; more don't fit a line one by one
constexpr int kMaxCrashText = 18;    // columns; longer lists of receivers become a number
constexpr int kMaxLabel = 24;        // columns of a line's label
constexpr std::size_t kMaxNames = 6;    // names or ranges of names that a sentence about many processes may list
constexpr std::size_t kMaxLines = 40;   // lines of a picture
constexpr int kGap = 3;              // columns between columns

/// How much room names get.
enum class Brevity { kFull, kShort, kDense };

struct Column {
  std::string head;
  std::string subhead;
  std::vector<std::string> cells;  // per line
  int width = 0;
};

using Columns = std::vector<Column>;

/// Lines: processes (0-based) that share one.
using Lines = std::vector<std::vector<int>>;

class Picture {
 public:
  Picture(const model::Problem& problem, const model::Scenario& scenario, const model::Execution& run,
          std::vector<int> accused, const Style& style)
      : problem_(problem),
        scenario_(scenario),
        run_(run),
        accused_(std::move(accused)),
        style_(style),
        n_(problem.setting().processes),
        rounds_(static_cast<int>(run.entries.size())) {
    const model::View view = problem.setting().view;
    by_sender_ = n_ <= kMaxBySender && (view == model::View::kVector || view == model::View::kVectorId);
  }

  std::string draw() {
    Columns best;
    std::pair<bool, std::size_t> best_cost;
    for (const Brevity brevity : {Brevity::kFull, Brevity::kShort, Brevity::kDense}) {
      Columns drawn = columns_with(brevity);
      const std::pair<bool, std::size_t> cost = {overflows(drawn), strips(drawn).size()};
      if (best.empty() || cost < best_cost) {
        best = std::move(drawn);
        best_cost = cost;
      }
    }
    return paste(best) + events();
  }

 private:
  // Cells.

  int state(int boundary, int process) const {
    return run_.states[static_cast<std::size_t>(boundary)][static_cast<std::size_t>(process)];
  }
  bool was_up(int round, int process) const { return state(round - 1, process) != model::Execution::kAbsent; }
  const model::RoundFaults& faults(int round) const {
    static const model::RoundFaults kNothing;
    const auto index = static_cast<std::size_t>(round - 1);
    return index < scenario_.rounds.size() ? scenario_.rounds[index] : kNothing;
  }
  bool crashes(int round, int process) const {
    return std::binary_search(faults(round).crashing.begin(), faults(round).crashing.end(), process);
  }
  bool moves(int round, int process) const { return was_up(round, process) && !crashes(round, process); }
  bool heard(int round, int receiver, int sender) const {
    return run_.heard[static_cast<std::size_t>(round - 1)][static_cast<std::size_t>(receiver * n_ + sender)];
  }

  /// The name of a state at a boundary; shortened to what tells it from the others there.
  std::string name(int boundary, int index, Brevity brevity) const {
    const std::string full = problem_.state_name(boundary, index);
    if (brevity == Brevity::kFull) return full;
    for (std::size_t size = 1; size < full.size(); ++size) {
      const std::string prefix = full.substr(0, size);
      bool unique = columns(prefix) == static_cast<int>(size);  // never half a character
      for (int other = 0; other < problem_.setting().alphabet(boundary) && unique; ++other) {
        unique = other == index || !problem_.state_name(boundary, other).starts_with(prefix);
      }
      if (unique) return prefix;
    }
    return full;
  }

  /// How wide one sender's place is in a round's received vectors.
  int place_width(int round, Brevity brevity) const {
    int width = columns(std::to_string(n_));
    for (int p = 0; p < n_; ++p) {
      if (was_up(round, p)) width = std::max(width, columns(name(round - 1, state(round - 1, p), brevity)));
    }
    return width;
  }

  std::string by_sender(int round, int receiver, Brevity brevity) const {
    const int width = place_width(round, brevity);
    std::string text;
    for (int sender = 0; sender < n_; ++sender) {
      std::string what;
      if (heard(round, receiver, sender)) {
        what = name(round - 1, state(round - 1, sender), brevity);
      } else {
        what = was_up(round, sender) ? red(style_, symbols(style_).lost) : dim(style_, symbols(style_).lost);
      }
      text += (sender > 0 ? separator(width, brevity) : "") + padded(what, width);
    }
    return text;
  }

  static std::string separator(int width, Brevity brevity) {
    return brevity == Brevity::kDense && width == 1 ? "" : " ";
  }

  std::string by_count(int round, int receiver, Brevity brevity) const {
    std::map<int, int> counts;
    for (int sender = 0; sender < n_; ++sender) {
      if (heard(round, receiver, sender)) ++counts[state(round - 1, sender)];
    }
    std::string text;
    int lost = n_;
    for (const auto& [what, count] : counts) {
      text += fmt::format("{} {}  ", count, name(round - 1, what, brevity));
      lost -= count;
    }
    if (lost > 0) return text + red(style_, fmt::format("{} {}", lost, symbols(style_).lost));
    return text.substr(0, text.size() - 2);
  }

  /// Who of those that move hears from the sender (or doesn't).
  std::vector<int> receivers(int round, int sender, bool hearing) const {
    std::vector<int> processes;
    for (int p = 0; p < n_; ++p) {
      if (p != sender && moves(round, p) && heard(round, p, sender) == hearing) processes.push_back(p);
    }
    return processes;
  }

  std::string crash_cell(int round, int process) const {
    const std::vector<int> reached = receivers(round, process, true);
    const std::vector<int> missed = receivers(round, process, false);
    const std::size_t all = reached.size() + missed.size();
    std::string whom = listed(process_names(reached, style_));
    if (missed.size() == 1 && all > 2) whom = "all but " + process_names(missed, style_).front();
    if (missed.empty() && all > 1) whom = "all";
    if (reached.empty()) whom = "nobody";
    std::string text = fmt::format("{} to {}", symbols(style_).crash, whom);
    if (columns(text) > kMaxCrashText) {
      text = fmt::format("{} to {} of {}", symbols(style_).crash, reached.size(), all);
    }
    return red(style_, text);
  }

  std::string cell(int round, int process, Brevity brevity) const {
    if (!was_up(round, process)) return "";
    if (crashes(round, process)) return crash_cell(round, process);
    std::string text = by_sender_ ? by_sender(round, process, brevity) : by_count(round, process, brevity);
    if (static_cast<std::size_t>(round) < run_.states.size()) {
      text += fmt::format(" {} {}", symbols(style_).arrow, reached_state(round, process));
    } else if (run_.missing && run_.missing->process == process) {
      text += fmt::format(" {} {}", symbols(style_).arrow, red(style_, "?"));
    }
    return text;
  }

  std::string reached_state(int round, int process) const {
    const std::string text = problem_.state_name(round, state(round, process));
    if (round != problem_.setting().rounds) return text;
    const bool accused = std::find(accused_.begin(), accused_.end(), process) != accused_.end();
    return accused ? red(style_, text) : bold(style_, text);
  }

  std::string senders(int round, Brevity brevity) const {
    if (!by_sender_) return "";
    const int width = place_width(round, brevity);
    std::string text;
    for (int sender = 0; sender < n_; ++sender) {
      text += (sender > 0 ? separator(width, brevity) : "") + padded(std::to_string(sender + 1), width);
    }
    return dim(style_, text);
  }

  // Columns and lines.

  Columns columns_with(Brevity brevity) const {
    Columns all(static_cast<std::size_t>(rounds_) + 1);
    all[0].head = "start";
    for (int p = 0; p < n_; ++p) all[0].cells.push_back(problem_.state_name(0, state(0, p)));
    for (int round = 1; round <= rounds_; ++round) {
      Column& column = all[static_cast<std::size_t>(round)];
      column.head = fmt::format("round {}{}", round, round == problem_.setting().rounds ? " decides" : "");
      column.subhead = senders(round, brevity);
      for (int p = 0; p < n_; ++p) column.cells.push_back(cell(round, p, brevity));
    }
    const Lines lines = lines_of(all);
    Column labels;
    for (const std::vector<int>& line : lines) labels.cells.push_back(bold(style_, label(line)));
    for (Column& column : all) {
      std::vector<std::string> kept;
      for (const std::vector<int>& line : lines) kept.push_back(column.cells[static_cast<std::size_t>(line.front())]);
      column.cells = std::move(kept);
    }
    all.insert(all.begin(), std::move(labels));
    for (Column& column : all) {
      column.width = std::max(columns(column.head), columns(column.subhead));
      for (const std::string& text : column.cells) column.width = std::max(column.width, columns(text));
    }
    return all;
  }

  /// One line a process where they are few; else those whose cells are all the same share one.
  Lines lines_of(const Columns& all) const {
    Lines lines;
    std::map<std::vector<std::string>, std::size_t> known;
    for (int p = 0; p < n_; ++p) {
      std::vector<std::string> cells;
      for (const Column& column : all) cells.push_back(column.cells[static_cast<std::size_t>(p)]);
      if (n_ <= kMaxBySender) cells.push_back(std::to_string(p));
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

  // The page.

  bool overflows(const Columns& all) const {
    return std::any_of(all.begin() + 1, all.end(),
                       [&](const Column& column) { return all[0].width + kGap + column.width > style_.width; });
  }

  /// Which columns, labels aside, stand side by side: [first, last) pairs.
  std::vector<std::pair<std::size_t, std::size_t>> strips(const Columns& all) const {
    std::vector<std::pair<std::size_t, std::size_t>> result;
    int used = 0;
    for (std::size_t i = 1; i < all.size(); ++i) {
      if (result.empty() || used + kGap + all[i].width > style_.width) {
        result.emplace_back(i, i);
        used = all[0].width;
      }
      used += kGap + all[i].width;
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
          drawn += std::string(kGap, ' ') + padded(of(all[i]), all[i].width);
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
      if (hidden > 0) text += fmt::format("{} and {}\n", symbols(style_).ellipsis, counted(hidden, "more line"));
    }
    return text;
  }

  /// What the adversary did, in words.
  std::string events() const {
    std::vector<std::string> lines;
    for (int round = 1; round <= rounds_; ++round) {
      for (const int p : faults(round).crashing) lines.push_back(crash_event(round, p));
      for (const auto& [sender, lost_to] : other_losses(round)) {
        lines.push_back(fmt::format("round {}: the message of p{} to {} is lost", round, sender + 1,
                                    listed(process_names(lost_to, style_))));
      }
    }
    std::string text = "\n";
    for (const std::string& line : lines) text += wrapped(line, style_.width, 2) + "\n";
    return lines.empty() ? text + "nothing fails\n" : text;
  }

  std::string crash_event(int round, int process) const {
    const std::vector<int> reached = receivers(round, process, true);
    const std::vector<int> missed = receivers(round, process, false);
    const std::vector<std::string> to = process_names(reached, style_);
    const std::vector<std::string> not_to = process_names(missed, style_);
    std::string effect;
    if (reached.empty()) {
      effect = "nobody";
    } else if (missed.empty()) {
      effect = "everybody";
    } else if (to.size() <= kMaxNames && not_to.size() <= kMaxNames) {
      effect = listed(to) + " but not " + listed(not_to);
    } else if (not_to.size() <= kMaxNames) {
      effect = "everybody but " + listed(not_to);
    } else if (to.size() <= kMaxNames) {
      effect = "nobody but " + listed(to);
    } else {
      effect = fmt::format("{} of {} processes", reached.size(), reached.size() + missed.size());
    }
    return fmt::format("round {}: p{} crashes; its message reaches {}", round, process + 1, effect);
  }

  /// Losses that no crash of the round explains: sender to receivers.
  std::map<int, std::vector<int>> other_losses(int round) const {
    std::map<int, std::vector<int>> losses;
    for (const auto& [receiver, sender] : faults(round).losses) {
      if (!crashes(round, sender)) losses[sender].push_back(receiver);
    }
    return losses;
  }

  const model::Problem& problem_;
  const model::Scenario& scenario_;
  const model::Execution& run_;
  std::vector<int> accused_;  // with whom the property breaks
  const Style& style_;
  int n_;
  int rounds_;  // that were run, the one that an undefined entry ended included
  bool by_sender_ = true;
};

}  // namespace

std::string space_time(const model::Problem& problem, const model::Scenario& scenario,
                       const model::Execution& execution, std::optional<int> broken_property, const Style& style) {
  const std::vector<int> accused =
      broken_property ? culprits(problem, execution, *broken_property) : std::vector<int>{};
  std::string text = Picture(problem, scenario, execution, accused, style).draw();
  if (broken_property) {
    text += blame(problem, execution, *broken_property, style);
  } else {
    text += green(style, "every property holds in this run") + "\n";
  }
  return text;
}

}  // namespace ggms::report
