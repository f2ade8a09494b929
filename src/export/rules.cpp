// Turns a machine into rules that a person can read. Patterns (rule/patterns.h) describe a table over all
// vectors that can be received, including those without an entry; these remain when no rule applies. So no
// don't-care hides a missing entry. Patterns speak of what each process sent and how many messages were lost,
// or of how often each state arrived, if that decides the next state and makes shorter rules. A table with
// too many vectors to list gets a rule for each entry; so do entries that fit no pattern.

#include "export/rules.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "export/expr.h"
#include "model/vectors.h"
#include "rule/patterns.h"

namespace ggms::exports {

namespace {

using rule::Condition;
using rule::Description;
using rule::Pattern;
using rule::Rows;

constexpr std::uint64_t kMaxSpan = std::uint64_t{1} << 16U;  // keys of the largest table that gets patterns
constexpr int kMaxStates = 62;             // states that patterns tell apart, without `lost`
constexpr std::size_t kMaxPatterns = 100;  // for one next state; more patterns would explain nothing
constexpr int kNoEntry = -1;               // as a row's next state

/// The subject of a position in a row.
struct Subject {
  enum class Kind { kSender, kCount, kOwn };
  Kind kind;
  int index;  // the sender, or the counted state; the size of the round's alphabet stands for lost messages
};

/// A table, with one choice of subjects.
struct Aspect {
  std::vector<Subject> subjects;  // per position
  Rows rows;
};

/// From key to next state, for all vectors that can be received.
using Entries = std::map<std::uint64_t, model::State>;

/// Writes the rules of one round, for one slot.
class TableRules {
 public:
  TableRules(const model::Machine& machine, const RuleWords& words, int round, int slot)
      : setting_(machine.setting()),
        keys_(machine.keys(round)),
        words_(words),
        round_(round),
        slot_(slot),
        letters_(setting_.alphabet(round - 1)) {}

  std::vector<Rule> write(const Entries& entries) {
    if (entries.empty()) return {};
    if (keys_.span() > kMaxSpan || letters_ > kMaxStates) return one_each(entries);
    std::vector<model::Received> vectors;
    std::vector<int> next;
    for (std::uint64_t key = 0; key < keys_.span(); ++key) {
      const model::Received received = keys_.decode(key);
      if (model::why_impossible(received, setting_, round_, slot_)) continue;
      vectors.push_back(received);
      const auto entry = entries.find(key);
      next.push_back(entry == entries.end() ? kNoEntry : entry->second);
    }
    return rules_of_rows(shortest(vectors, next));
  }

 private:
  struct Described {
    Aspect aspect;
    Description description;
    /// The number of entries that fit no pattern, then the number of patterns and conditions.
    std::pair<std::size_t, std::size_t> cost() const {
      std::size_t left = 0;
      for (const auto& [next, amount] : description.left_out) left += amount;
      std::size_t parts = description.patterns.size();
      for (const Pattern& pattern : description.patterns) parts += pattern.conditions.size();
      return {left, parts};
    }
  };

  std::vector<Rule> one_each(const Entries& entries) const {
    const std::vector<Subject> subjects = by_sender() ? senders() : counted();
    std::vector<Rule> rules;
    for (const auto& [key, next] : entries)
      rules.push_back(rule_of_row(subjects, row_of(subjects, keys_.decode(key)), next));
    return rules;
  }

  bool by_sender() const {
    return setting_.view == model::View::kVector || setting_.view == model::View::kVectorId;
  }

  Described shortest(const std::vector<model::Received>& vectors, const std::vector<int>& next) const {
    std::optional<Described> best;
    const auto consider = [&](const std::vector<Subject>& subjects) {
      std::optional<Aspect> aspect = look(subjects, vectors, next);
      if (!aspect) return;
      const bool has_holes = std::count(next.begin(), next.end(), kNoEntry) > 0;
      Description description =
          describe_rows(aspect->rows, kMaxPatterns, has_holes ? std::optional(kNoEntry) : std::nullopt);
      Described described{std::move(*aspect), std::move(description)};
      if (!best || described.cost() < best->cost()) best = std::move(described);
    };
    if (by_sender()) {
      std::vector<Subject> subjects = senders();
      consider(subjects);
      subjects.push_back({Subject::Kind::kCount, letters_});
      consider(subjects);
    }
    // The counts add up to the number of processes, so rules are often shorter if they leave out one count.
    for (int left_out = 0; left_out <= letters_; ++left_out) {
      std::vector<Subject> subjects = counted();
      subjects.erase(subjects.begin() + left_out);
      consider(subjects);
    }
    return std::move(best.value());
  }

  std::vector<Subject> senders() const {
    std::vector<Subject> subjects;
    for (int sender = 0; sender < setting_.processes; ++sender)
      subjects.push_back({Subject::Kind::kSender, sender});
    return subjects;
  }

  /// The subjects "how often each state and `lost` is received", and the own state if the view has it.
  std::vector<Subject> counted() const {
    std::vector<Subject> subjects;
    for (int letter = 0; letter <= letters_; ++letter) subjects.push_back({Subject::Kind::kCount, letter});
    if (setting_.view == model::View::kCountsOwn) subjects.push_back({Subject::Kind::kOwn, 0});
    return subjects;
  }

  std::vector<int> row_of(const std::vector<Subject>& subjects, const model::Received& received) const {
    std::vector<int> counts = received.counts;
    if (counts.empty()) {
      counts.assign(static_cast<std::size_t>(letters_) + 1, 0);
      for (const int state : received.by_sender)
        ++counts[static_cast<std::size_t>(state == model::Received::kLost ? letters_ : state)];
    }
    std::vector<int> row;
    for (const Subject& subject : subjects) {
      const auto index = static_cast<std::size_t>(subject.index);
      switch (subject.kind) {
        case Subject::Kind::kSender: {
          const int state = received.by_sender[index];
          row.push_back(state == model::Received::kLost ? letters_ : state);
          break;
        }
        case Subject::Kind::kCount:
          row.push_back(counts[index]);
          break;
        case Subject::Kind::kOwn:
          row.push_back(received.own);
          break;
      }
    }
    return row;
  }

  /// The table as rows; nullopt if these subjects don't decide the next state.
  std::optional<Aspect> look(const std::vector<Subject>& subjects,
                             const std::vector<model::Received>& vectors,
                             const std::vector<int>& next) const {
    std::map<std::vector<int>, int> next_of;
    for (std::size_t i = 0; i < vectors.size(); ++i) {
      const auto [it, is_new] = next_of.emplace(row_of(subjects, vectors[i]), next[i]);
      if (it->second != next[i]) return std::nullopt;
    }
    Aspect aspect{subjects, {}};
    for (const Subject& subject : subjects) {
      const bool is_count = subject.kind == Subject::Kind::kCount;
      aspect.rows.positions.push_back({is_count ? setting_.processes + 1 : values_of(subject), is_count});
    }
    for (const auto& [row, state] : next_of) {
      aspect.rows.rows.push_back(row);
      aspect.rows.next.push_back(state);
    }
    return aspect;
  }

  std::vector<Rule> rules_of_rows(const Described& described) const {
    const auto& [aspect, description] = described;
    std::vector<Rule> rules;
    for (const Pattern& pattern : description.patterns) {
      std::vector<Expr> parts;
      for (const Condition& condition : pattern.conditions) parts.push_back(condition_of(aspect, condition));
      rules.push_back({all_of(parts), words_.state(round_, pattern.next)});
    }
    if (!description.left_out.empty()) {
      for (std::size_t i = 0; i < aspect.rows.rows.size(); ++i) {
        const std::vector<int>& row = aspect.rows.rows[i];
        const int next = aspect.rows.next[i];
        const bool is_covered =
            next == description.otherwise ||
            std::any_of(description.patterns.begin(), description.patterns.end(),
                        [&](const Pattern& pattern) { return matches(aspect.rows, pattern, row); });
        if (!is_covered) rules.push_back(rule_of_row(aspect.subjects, row, next));
      }
    }
    if (description.otherwise != kNoEntry)
      rules.push_back({constant(true), words_.state(round_, description.otherwise)});
    return rules;
  }

  Rule rule_of_row(const std::vector<Subject>& subjects, const std::vector<int>& row, int next) const {
    const bool has_senders = subjects.front().kind == Subject::Kind::kSender;
    std::vector<Expr> parts;
    for (std::size_t i = 0; i < subjects.size(); ++i) {
      if (subjects[i].kind != Subject::Kind::kCount) {
        parts.push_back(is(subjects[i], row[i]));
      } else if (!has_senders) {
        parts.push_back(equal(amount(subjects[i].index), number(row[i])));
      }
    }
    return {all_of(parts), words_.state(round_, next)};
  }

  Expr condition_of(const Aspect& aspect, const Condition& condition) const {
    const Subject& subject = aspect.subjects[static_cast<std::size_t>(condition.position)];
    if (subject.kind == Subject::Kind::kCount) return range(subject.index, condition.low, condition.high);
    std::vector<Expr> in;
    std::vector<Expr> out;
    for (int value = 0; value < values_of(subject); ++value)
      (((condition.set >> value) & 1U) != 0 ? in : out).push_back(is(subject, value));
    return out.size() == 1 && in.size() > 1 ? negation(out.front()) : any_of(in);
  }

  /// How many values a subject has that is not a count.
  int values_of(const Subject& subject) const {
    return subject.kind == Subject::Kind::kSender ? letters_ + 1 : letters_;
  }

  Expr state_of(int letter) const {
    return state(letter == letters_ ? words_.lost : words_.state(round_ - 1, letter));
  }

  Expr is(const Subject& subject, int letter) const {
    const bool is_own = subject.kind == Subject::Kind::kOwn;
    return equal(is_own ? words_.own : message(process(subject.index + 1)), state_of(letter));
  }

  /// How many messages are received as this state.
  Expr amount(int letter) const {
    return count(0, equal(message(bound(0)), state_of(letter)), setting_.processes);
  }

  Expr range(int letter, int low, int high) const {
    if (low == high) return equal(amount(letter), number(low));
    const bool has_low = low > 0;
    const bool has_high = high < setting_.processes;
    return all_of({has_low ? at_most(number(low), amount(letter)) : constant(true),
                   has_high ? at_most(amount(letter), number(high)) : constant(true)});
  }

  const model::Setting& setting_;
  const model::Keys& keys_;
  const RuleWords& words_;
  int round_;
  int slot_;
  int letters_;
};

}  // namespace

std::vector<RuleBlock> rules_of(const model::Machine& machine, const RuleWords& words) {
  const model::Setting& setting = machine.setting();
  std::map<std::pair<int, int>, Entries> tables;  // by round and slot
  for (const auto& [entry, next] : machine.entries()) {
    const model::Received received = machine.keys(entry.round).decode(entry.key);
    if (model::why_impossible(received, setting, entry.round, entry.slot)) continue;
    tables[{entry.round, entry.slot}].emplace(entry.key, next);
  }
  std::vector<RuleBlock> blocks;
  for (int round = 1; round <= setting.rounds; ++round) {
    for (int slot = 0; slot < machine.keys(round).slots(); ++slot) {
      const int process = setting.view == model::View::kVectorId ? slot + 1 : 0;
      blocks.push_back(
          {round, process, TableRules(machine, words, round, slot).write(tables[{round, slot}])});
    }
  }
  return blocks;
}

}  // namespace ggms::exports
