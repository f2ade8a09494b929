// Writes one block of a machine's table: rules (rule/group_rules.h) as text. It lists patterns by next state:
// as sentences if each pattern speaks of one sender, otherwise in columns, one per sender, as long as these
// fit. In the counts views, patterns speak of how often each state arrives.

#include "report/table_block.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "report/words.h"
#include "rule/patterns.h"

namespace ggms::report {

namespace {

constexpr const char* kNothing = "nothing";  // a sentence's word for a lost message
constexpr int kBlockGap = 2;                 // columns between columns
constexpr int kMinText = 20;                 // columns that a sentence gets even on a narrow page

/// Writes the lines of one block.
class BlockWriter {
 public:
  BlockWriter(const model::Problem& problem, int round, const rule::GroupRules& rules, const Style& style,
              Legend& legend)
      : problem_(problem),
        setting_(problem.setting()),
        round_(round),
        by_sender_(rules.by_sender),
        described_(rules.description),
        described_entries_(rules.entries.size()),
        can_disagree_(rule::can_disagree(rules.shape, rules.description.patterns)),
        style_(style),
        legend_(legend) {}

  std::string write(const Coverage& coverage) {
    if (described_.patterns.empty() && described_.left_out.empty()) {
      return last_line("always", coverage);
    }
    const bool has_table = by_sender_ && has_columns();
    legend_.counts = legend_.counts || !by_sender_;
    legend_.order = legend_.order || (can_disagree_ && !is_all_there_is(coverage));
    std::string text;
    if (has_table) text += line("", "", header());
    const std::vector<rule::Pattern>& patterns = described_.patterns;
    for (auto begin = patterns.begin(); begin != patterns.end();) {
      const auto end =
          std::find_if(begin, patterns.end(), [&](const rule::Pattern& p) { return p.next != begin->next; });
      text += write_group({begin, end}, has_table);
      begin = end;
    }
    for (const auto& [next, count] : described_.left_out) {
      text += line(name(next), symbols(style_).ellipsis,
                   counted(count, "more entry") + " that fit no short pattern");
    }
    return text + last_line("otherwise", coverage);
  }

 private:
  /// Whether the rules cover every vector that a process can receive, so that lines can't disagree about an
  /// unlisted vector.
  bool is_all_there_is(const Coverage& coverage) const {
    return coverage.listed == coverage.possible &&
           (coverage.listed == 0 || coverage.listed == described_entries_);
  }

  std::string name(int next) const { return problem_.state_name(round_, next); }
  std::string received_name(int state) const { return problem_.state_name(round_ - 1, state); }

  /// One line: the next state, a word such as "if", and after a gap the condition.
  std::string line(const std::string& next, const std::string& word, const std::string& what,
                   int gap = kBlockGap) const {
    int width = 0;
    for (int state = 0; state < setting_.alphabet(round_); ++state)
      width = std::max(width, columns(name(state)));
    std::string text = "  " + padded(bold(style_, next), width) + std::string(kBlockGap, ' ');
    if (what.empty()) return trimmed(text + word) + "\n";
    text += padded(word, 2) + std::string(static_cast<std::size_t>(gap), ' ');
    const int indent = columns(text);
    return trimmed(text + wrapped(what, std::max(style_.width, indent + kMinText), indent, indent)) + "\n";
  }

  /// "otherwise", with the coverage: "otherwise; 20 of 26 vectors have an entry, the others have none".
  std::string last_line(std::string word, const Coverage& coverage) const {
    if (coverage.listed == coverage.possible) return line(name(described_.otherwise), word, "");
    word += ";";
    const std::string all = coverage.possible == 0 ? "over 2^64" : number(coverage.possible);
    return line(name(described_.otherwise), word,
                fmt::format("{} of {} vectors {} an entry, the others have none", number(coverage.listed),
                            all, coverage.listed == 1 ? "has" : "have"),
                1);
  }

  static std::string trimmed(std::string text) {
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
  }

  std::string write_group(const std::vector<rule::Pattern>& group, bool has_table) const {
    std::vector<std::string> alternatives;
    if (has_table) {
      for (const rule::Pattern& pattern : group) alternatives.push_back(row_of(pattern));
    } else if (by_sender_ && all_single(group)) {
      alternatives = families(group);
    } else {
      for (const rule::Pattern& pattern : group) alternatives.push_back(sentence(pattern));
    }
    std::string text;
    for (std::size_t i = 0; i < alternatives.size(); ++i) {
      text += line(i == 0 ? name(group.front().next) : "", i == 0 ? "if" : "or", alternatives[i]);
    }
    return text;
  }

  static bool all_single(const std::vector<rule::Pattern>& patterns) {
    return std::all_of(patterns.begin(), patterns.end(),
                       [](const rule::Pattern& p) { return p.conditions.size() == 1; });
  }

  // Columns, one per sender.

  /// Whether columns are clearer than sentences, and fit.
  bool has_columns() {
    if (all_single(described_.patterns)) return false;
    widths_.clear();
    int total = 0;
    for (int sender = 0; sender < setting_.processes; ++sender) {
      int width = columns(sender_name(sender));
      for (const rule::Pattern& pattern : described_.patterns)
        width = std::max(width, columns(cell(pattern, sender)));
      widths_.push_back(width);
      total += width + kBlockGap;
    }
    return total + columns(line("", "if", "x")) <= style_.width;
  }

  static std::string sender_name(int sender) { return "p" + std::to_string(sender + 1); }

  std::string header() const {
    std::string text;
    for (int sender = 0; sender < setting_.processes; ++sender) {
      text += padded(dim(style_, sender_name(sender)), widths_[static_cast<std::size_t>(sender)] + kBlockGap);
    }
    return text;
  }

  std::string cell(const rule::Pattern& pattern, int sender) const {
    for (const rule::Condition& condition : pattern.conditions) {
      if (condition.position == sender) return set_text(condition.set, "/", symbols(style_).lost);
    }
    return symbols(style_).any;
  }

  std::string row_of(const rule::Pattern& pattern) const {
    std::string text;
    for (int sender = 0; sender < setting_.processes; ++sender) {
      const std::string plain = cell(pattern, sender);
      legend_.any = legend_.any || plain == symbols(style_).any;
      legend_.lost = legend_.lost || plain.ends_with(symbols(style_).lost);
      const std::string drawn = plain == symbols(style_).any    ? dim(style_, plain)
                                : plain == symbols(style_).lost ? red(style_, plain)
                                                                : plain;
      text += padded(drawn, widths_[static_cast<std::size_t>(sender)] + kBlockGap);
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

  /// The conditions of one pattern or the alternatives of a family: for each set of states, the senders.
  std::map<std::uint64_t, std::vector<int>> by_set(const std::vector<rule::Condition>& conditions) const {
    std::map<std::uint64_t, std::vector<int>> senders;
    for (const rule::Condition& condition : conditions) senders[condition.set].push_back(condition.position);
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

  /// "zero from p1, p2 or p3": patterns with one condition each, grouped by the demanded states.
  std::vector<std::string> families(const std::vector<rule::Pattern>& group) const {
    std::vector<rule::Condition> conditions;
    for (const rule::Pattern& pattern : group) conditions.push_back(pattern.conditions.front());
    std::vector<std::string> texts;
    for (const auto& [set, senders] : by_set(conditions)) {
      texts.push_back(set_text(set, " or ", kNothing) + " from " +
                      everybody_or(senders, "any process", "or"));
    }
    return texts;
  }

  std::string sentence(const rule::Pattern& pattern) const {
    std::vector<std::string> parts;
    if (by_sender_) {
      for (const auto& [set, senders] : by_set(pattern.conditions)) {
        parts.push_back(set_text(set, " or ", kNothing) + " from " +
                        everybody_or(senders, "every process", "and"));
      }
      return join(parts, ", ");
    }
    for (const rule::Condition& condition : pattern.conditions) parts.push_back(counted_condition(condition));
    return join(parts, " and ");
  }

  static std::string join(const std::vector<std::string>& parts, const char* separator) {
    return fmt::format("{}", fmt::join(parts, separator));
  }

  /// "#zero ≥ 2", "2 ≤ #zero ≤ 5", "#lost = 0", "own is zero": # is how many arrived.
  std::string counted_condition(const rule::Condition& condition) const {
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
  int round_;
  bool by_sender_;
  const rule::Description& described_;
  std::size_t described_entries_;
  bool can_disagree_;  // lines may disagree, so their order matters
  const Style& style_;
  Legend& legend_;
  std::vector<int> widths_;  // per sender, if there are columns
};

}  // namespace

std::string Legend::text(const Style& style) const {
  std::vector<std::string> meanings;
  if (counts) meanings.emplace_back("#x: how often x arrives, #lost: how many messages don't");
  if (any) meanings.push_back(symbols(style).any + std::string(" anything"));
  if (lost) meanings.push_back(symbols(style).lost + std::string(" lost"));
  if (order) meanings.emplace_back("where lines disagree, the first counts");
  if (meanings.empty()) return "";
  return "\n" + dim(style, wrapped(fmt::format("{}", fmt::join(meanings, "; ")), style.width, 0)) + "\n";
}

std::string block_text(const model::Problem& problem, int round, const rule::GroupRules& rules,
                       const Coverage& coverage, const Style& style, Legend& legend) {
  return BlockWriter(problem, round, rules, style, legend).write(coverage);
}

}  // namespace ggms::report
