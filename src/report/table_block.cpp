// One block of a machine's table. Patterns are listed by next state: as sentences where each speaks of one
// sender, else in columns, one a sender, as long as those fit. Where it makes no difference who sent what,
// and takes less to say, a block speaks of how often each state arrives.

#include "report/table_block.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "model/patterns.h"
#include "report/words.h"

namespace ggms::report {

namespace {

constexpr std::size_t kMaxPatterns =
    24;  // lines for one next state of one block; more is no longer "at a glance"
constexpr const char* kNothing = "nothing";  // what a sentence calls a lost message
constexpr int kGap = 2;                      // columns between columns
constexpr int kMinText = 20;                 // columns that a sentence gets however narrow the page

/// Writes the lines of one block.
class BlockWriter {
 public:
  BlockWriter(const model::Problem& problem, const model::Keys& keys, int round, const Style& style,
              Legend& legend)
      : problem_(problem),
        setting_(problem.setting()),
        keys_(keys),
        round_(round),
        style_(style),
        legend_(legend) {}

  std::string write(const Entries& entries) {
    describe(entries);
    if (described_.patterns.empty() && described_.left_out.empty()) {
      return line(name(described_.otherwise), "always", "");
    }
    const bool has_table = by_sender_ && has_columns();
    legend_.counts = legend_.counts || !by_sender_;
    std::string text;
    if (has_table) text += line("", "", header());
    const std::vector<model::Pattern>& patterns = described_.patterns;
    for (auto begin = patterns.begin(); begin != patterns.end();) {
      const auto end =
          std::find_if(begin, patterns.end(), [&](const model::Pattern& p) { return p.next != begin->next; });
      text += write_group({begin, end}, has_table);
      begin = end;
    }
    for (const auto& [next, count] : described_.left_out) {
      text += line(name(next), symbols(style_).ellipsis,
                   counted(count, "more entry") + " that fit no short pattern");
    }
    return text + line(name(described_.otherwise), "otherwise", "");
  }

 private:
  // What is described: who sent what, or, where that makes no difference and takes less to say, how often
  // what arrives.

  void describe(const Entries& entries) {
    by_sender_ = setting_.view == model::View::kVector || setting_.view == model::View::kVectorId;
    if (!by_sender_) {
      described_ = model::describe_rows(count_rows(entries).value(), kMaxPatterns);
      return;
    }
    described_ = model::describe_rows(sender_rows(entries), kMaxPatterns);
    const std::optional<model::Rows> counts = count_rows(entries);
    if (!counts) return;
    model::Description other = model::describe_rows(*counts, kMaxPatterns);
    const auto cost = [](const model::Description& d) { return std::make_pair(!d.left_out.empty(), d.cost); };
    if (cost(other) < cost(described_)) {
      described_ = std::move(other);
      by_sender_ = false;
    }
  }

  model::Rows sender_rows(const Entries& entries) const {
    model::Rows rows;
    rows.positions.assign(static_cast<std::size_t>(setting_.processes),
                          {setting_.alphabet(round_ - 1) + 1, false});
    for (const auto& [key, next] : entries) {
      rows.rows.push_back(keys_.decode(key).by_sender);
      for (int& value : rows.rows.back()) ++value;  // 0 is lost
      rows.next.push_back(next);
    }
    return rows;
  }

  /// How often each state arrived, how much was lost, and the own state where the view has it; nullopt if
  /// that does not tell the next state.
  std::optional<model::Rows> count_rows(const Entries& entries) const {
    const int letters = setting_.alphabet(round_ - 1);
    const bool has_own = setting_.view == model::View::kCountsOwn;
    std::map<std::vector<int>, int> next_of;
    for (const auto& [key, next] : entries) {
      const model::Received received = keys_.decode(key);
      std::vector<int> row = received.counts;
      if (row.empty()) {
        row.assign(static_cast<std::size_t>(letters) + 1, 0);
        for (const int state : received.by_sender)
          ++row[static_cast<std::size_t>(state < 0 ? letters : state)];
      }
      if (has_own) row.push_back(received.own);
      if (next_of.emplace(std::move(row), next).first->second != next) return std::nullopt;
    }
    model::Rows rows;
    rows.positions.assign(static_cast<std::size_t>(letters) + 1, {setting_.processes + 1, true});
    if (has_own) rows.positions.push_back({letters, false});
    for (const auto& [row, next] : next_of) {
      rows.rows.push_back(row);
      rows.next.push_back(next);
    }
    return rows;
  }

  std::string name(int next) const { return problem_.state_name(round_, next); }
  std::string received_name(int state) const { return problem_.state_name(round_ - 1, state); }

  /// One line: the next state, "if" or the like, and what it depends on.
  std::string line(const std::string& next, const std::string& word, const std::string& what) const {
    int width = 0;
    for (int state = 0; state < setting_.alphabet(round_); ++state)
      width = std::max(width, columns(name(state)));
    std::string text = "  " + padded(bold(style_, next), width) + std::string(kGap, ' ');
    if (what.empty()) return trimmed(text + word) + "\n";
    text += padded(word, 2) + std::string(kGap, ' ');
    const int indent = columns(text);
    return trimmed(text + wrapped(what, std::max(style_.width, indent + kMinText), indent, indent)) + "\n";
  }

  static std::string trimmed(std::string text) {
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
  }

  std::string write_group(const std::vector<model::Pattern>& group, bool has_table) const {
    std::vector<std::string> alternatives;
    if (has_table) {
      for (const model::Pattern& pattern : group) alternatives.push_back(row_of(pattern));
    } else if (by_sender_ && all_single(group)) {
      alternatives = families(group);
    } else {
      for (const model::Pattern& pattern : group) alternatives.push_back(sentence(pattern));
    }
    std::string text;
    for (std::size_t i = 0; i < alternatives.size(); ++i) {
      text += line(i == 0 ? name(group.front().next) : "", i == 0 ? "if" : "or", alternatives[i]);
    }
    return text;
  }

  static bool all_single(const std::vector<model::Pattern>& patterns) {
    return std::all_of(patterns.begin(), patterns.end(),
                       [](const model::Pattern& p) { return p.conditions.size() == 1; });
  }

  // Columns, one a sender.

  /// Whether columns say more than sentences, and fit.
  bool has_columns() {
    if (all_single(described_.patterns)) return false;
    widths_.clear();
    int total = 0;
    for (int sender = 0; sender < setting_.processes; ++sender) {
      int width = columns(sender_name(sender));
      for (const model::Pattern& pattern : described_.patterns)
        width = std::max(width, columns(cell(pattern, sender)));
      widths_.push_back(width);
      total += width + kGap;
    }
    return total + columns(line("", "if", "x")) <= style_.width;
  }

  static std::string sender_name(int sender) { return "p" + std::to_string(sender + 1); }

  std::string header() const {
    std::string text;
    for (int sender = 0; sender < setting_.processes; ++sender) {
      text += padded(dim(style_, sender_name(sender)), widths_[static_cast<std::size_t>(sender)] + kGap);
    }
    return text;
  }

  std::string cell(const model::Pattern& pattern, int sender) const {
    for (const model::Condition& condition : pattern.conditions) {
      if (condition.position == sender) return set_text(condition.set, "/", symbols(style_).lost);
    }
    return symbols(style_).any;
  }

  std::string row_of(const model::Pattern& pattern) const {
    std::string text;
    for (int sender = 0; sender < setting_.processes; ++sender) {
      const std::string plain = cell(pattern, sender);
      legend_.any = legend_.any || plain == symbols(style_).any;
      legend_.lost = legend_.lost || plain.ends_with(symbols(style_).lost);
      const std::string drawn = plain == symbols(style_).any    ? dim(style_, plain)
                                : plain == symbols(style_).lost ? red(style_, plain)
                                                                : plain;
      text += padded(drawn, widths_[static_cast<std::size_t>(sender)] + kGap);
    }
    return text;
  }

  // Sentences.

  /// "zero", "zero/one", "zero/×", "not two": the states of a set (bit 0 is lost, then the states).
  std::string set_text(std::uint64_t set, const std::string& separator, const std::string& lost) const {
    const int letters = setting_.alphabet(round_ - 1);
    std::string names;
    std::string missing;
    int absent = 0;
    for (int bit = 1; bit <= letters + 1; ++bit) {  // lost comes last
      const std::string name = bit <= letters ? received_name(bit - 1) : lost;
      if (((set >> (bit % (letters + 1))) & 1U) != 0) {
        names += (names.empty() ? "" : separator) + name;
      } else {
        missing = name;
        ++absent;
      }
    }
    if (absent != 1 || letters <= 2) return names;
    return missing == kNothing ? "anything" : "not " + missing;
  }

  /// The conditions of one pattern or the alternatives of a family: who sent what, by what was sent.
  std::map<std::uint64_t, std::vector<int>> by_set(const std::vector<model::Condition>& conditions) const {
    std::map<std::uint64_t, std::vector<int>> senders;
    for (const model::Condition& condition : conditions) senders[condition.set].push_back(condition.position);
    for (auto& [set, processes] : senders) std::sort(processes.begin(), processes.end());
    return senders;
  }

  std::string everybody_or(const std::vector<int>& senders, const std::string& everybody,
                           const char* last) const {
    if (senders.size() > 1 && static_cast<int>(senders.size()) == setting_.processes) return everybody;
    const std::vector<std::string> names = process_names(senders, style_);
    const bool has_range = names.size() != senders.size();
    return (has_range && std::string(last) == "or" ? "any of " : "") + listed(names, last);
  }

  /// "zero from p1, p2 or p3": patterns with one condition each, by what it demands.
  std::vector<std::string> families(const std::vector<model::Pattern>& group) const {
    std::vector<model::Condition> conditions;
    for (const model::Pattern& pattern : group) conditions.push_back(pattern.conditions.front());
    std::vector<std::string> texts;
    for (const auto& [set, senders] : by_set(conditions)) {
      texts.push_back(set_text(set, " or ", kNothing) + " from " +
                      everybody_or(senders, "any process", "or"));
    }
    return texts;
  }

  std::string sentence(const model::Pattern& pattern) const {
    std::vector<std::string> parts;
    if (by_sender_) {
      for (const auto& [set, senders] : by_set(pattern.conditions)) {
        parts.push_back(set_text(set, " or ", kNothing) + " from " +
                        everybody_or(senders, "every process", "and"));
      }
      return join(parts, ", ");
    }
    for (const model::Condition& condition : pattern.conditions)
      parts.push_back(counted_condition(condition));
    return join(parts, " and ");
  }

  static std::string join(const std::vector<std::string>& parts, const char* separator) {
    return fmt::format("{}", fmt::join(parts, separator));
  }

  /// "#zero ≥ 2", "2 ≤ #zero ≤ 5", "#lost = 0", "own is zero": # is how many arrived.
  std::string counted_condition(const model::Condition& condition) const {
    const int letters = setting_.alphabet(round_ - 1);
    if (condition.position > letters) return "own is " + set_text(condition.set << 1U, " or ", "");
    const std::string what =
        "#" + (condition.position == letters ? "lost" : received_name(condition.position));
    if (condition.low == condition.high) return fmt::format("{} = {}", what, condition.low);
    if (condition.low == 0) return fmt::format("{} {} {}", what, symbols(style_).at_most, condition.high);
    if (condition.high == setting_.processes) {
      return fmt::format("{} {} {}", what, symbols(style_).at_least, condition.low);
    }
    return fmt::format("{} {} {} {} {}", condition.low, symbols(style_).at_most, what,
                       symbols(style_).at_most, condition.high);
  }

  const model::Problem& problem_;
  const model::Setting& setting_;
  const model::Keys& keys_;
  int round_;
  const Style& style_;
  Legend& legend_;
  bool by_sender_ = true;
  model::Description described_;
  std::vector<int> widths_;  // per sender, where there are columns
};

}  // namespace

std::string Legend::text(const Style& style) const {
  std::vector<std::string> meanings;
  if (counts) meanings.emplace_back("#x: how often x arrives, #lost: how many messages don't");
  if (any) meanings.push_back(symbols(style).any + std::string(" anything"));
  if (lost) meanings.push_back(symbols(style).lost + std::string(" lost"));
  if (meanings.empty()) return "";
  return "\n" + dim(style, wrapped(fmt::format("{}", fmt::join(meanings, "; ")), style.width, 0)) + "\n";
}
std::string block_text(const model::Problem& problem, const model::Keys& keys, int round,
                       const Entries& entries, const Style& style, Legend& legend) {
  return BlockWriter(problem, keys, round, style, legend).write(entries);
}

}  // namespace ggms::report
