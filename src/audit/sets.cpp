// Sets of received vectors, and state names in the order of their first use.
#include "audit/sets.h"

#include <algorithm>

#include "audit/table_words.h"
#include "audit/text.h"
#include "base/error.h"

namespace ggms::audit {

namespace {

/// The parts of a word that dots separate.
std::vector<std::string_view> parts_of(std::string_view word) {
  std::vector<std::string_view> parts;
  for (std::size_t at = 0; at <= word.size();) {
    const std::size_t end = std::min(word.find('.', at), word.size());
    parts.push_back(word.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

}  // namespace

void Sets::note_entry(int round, int process, std::size_t entry) {
  std::vector<std::size_t>& order = orders_[{round, process}];
  place_.emplace(entry, Place{{round, process}, order.size()});
  order.push_back(entry);
}

int Sets::read_process(const TextReader& reader, std::string_view word) const {
  const bool tells = protocol_.view == View::kVectorId;
  return static_cast<int>(reader.number(word, tells ? 1 : 0, tells ? protocol_.processes : 0));
}

void Sets::read_set(const TextReader& reader, const std::vector<std::string_view>& words) {
  constexpr std::size_t kFirst = 4;
  if (words.size() <= kFirst) reader.fail("a set has a number, a round, a process and vectors");
  const auto number = static_cast<std::int64_t>(sets_.size());
  reader.number(words[1], number, number);
  Set set;
  set.round = static_cast<int>(reader.number(words[2], 1, protocol_.rounds));
  set.process = read_process(reader, words[3]);
  for (std::size_t i = kFirst; i < words.size(); ++i) {
    if (words[i].front() == '+') {
      const auto part = static_cast<std::size_t>(reader.number(words[i].substr(1), 0, number - 1));
      if (sets_[part].round != set.round || sets_[part].process != set.process)
        reader.fail("a set contains one of another round or process");
      set.vectors.insert(sets_[part].vectors.begin(), sets_[part].vectors.end());
    } else {
      set.vectors.insert(read_received(protocol_, reader, parts_of(words[i]), 0, set.round, set.process));
    }
  }
  sets_.push_back(std::move(set));
}

void Sets::read_outcome(const TextReader& reader, const std::vector<std::string_view>& words) {
  if (words.size() != 4) reader.fail("an outcome has a variable, a set and a state");
  const std::int64_t variable =
      reader.number(words[1], 1, static_cast<std::int64_t>(vocabulary_.meanings.size()) - 1);
  Outcome outcome;
  outcome.set =
      static_cast<std::size_t>(reader.number(words[2], 0, static_cast<std::int64_t>(sets_.size()) - 1));
  const auto states = static_cast<std::int64_t>(protocol_.taken(sets_[outcome.set].round).size());
  outcome.next = static_cast<int>(reader.number(words[3], 0, states - 1));
  vocabulary_.define(reader, variable, {Meaning::Kind::kBecomes, outcomes_.size(), 0});
  outcomes_.push_back(outcome);
}

void Sets::read_used(const TextReader& reader, const std::vector<std::string_view>& words) {
  if (words.size() != 6) reader.fail("a used state has a variable, a round, a process, a count and a state");
  const std::int64_t variable =
      reader.number(words[1], 1, static_cast<std::int64_t>(vocabulary_.meanings.size()) - 1);
  Used used;
  used.round = static_cast<int>(reader.number(words[2], 1, protocol_.rounds - 1));
  used.process = read_process(reader, words[3]);
  const auto entries = static_cast<std::int64_t>(orders_[{used.round, used.process}].size());
  used.count = static_cast<std::size_t>(reader.number(words[4], 1, entries));
  used.state =
      static_cast<int>(reader.number(words[5], 0, static_cast<std::int64_t>(protocol_.internal.size()) - 1));
  vocabulary_.define(reader, variable, {Meaning::Kind::kUsed, used_.size(), 0});
  used_.push_back(used);
}

/// Whether the entry moves to `next`, and to nothing else, wherever the clause is false.
bool Sets::takes(std::size_t entry, int next, const Denied& denied) const {
  const Values left = denied.left(entry, vocabulary_.values[entry]);
  return (left & ~(Values{1} << next)) == 0;
}

bool Sets::moves(std::size_t set, int next, const Denied& denied) const {
  const Set& of = sets_[set];
  for (const std::size_t index : denied.become) {
    const Outcome& outcome = outcomes_[index];
    const Set& some = sets_[outcome.set];
    if (outcome.next != next || some.round != of.round || some.process != of.process) continue;
    if (std::includes(of.vectors.begin(), of.vectors.end(), some.vectors.begin(), some.vectors.end()))
      return true;
  }
  return std::any_of(of.vectors.begin(), of.vectors.end(), [&](const Received& vector) {
    const std::optional<std::size_t> entry = entry_of_(of.round, of.process, vector);
    return entry && denied.takes.count(*entry) != 0 && takes(*entry, next, denied);
  });
}

void Sets::check_member(const Denied& denied) const {
  const bool follows = std::any_of(denied.unbecome.begin(), denied.unbecome.end(), [&](std::size_t index) {
    return moves(outcomes_[index].set, outcomes_[index].next, denied);
  });
  if (!follows) throw base::Error("does not follow from what a set contains");
}

void Sets::check_used(const Denied& denied) const {
  for (const std::size_t index : denied.used) {
    const Used& used = used_[index];
    Used before = used;
    --before.count;
    const bool not_before =
        before.count == 0 || std::any_of(denied.unused.begin(), denied.unused.end(),
                                         [&](std::size_t other) { return used_[other] == before; });
    const std::size_t last = orders_.at({used.round, used.process})[before.count];
    const Values left = denied.left(last, vocabulary_.values[last]);
    if (not_before && (left & (Values{1} << used.state)) == 0) return;
  }
  throw base::Error("does not follow from which states were used");
}

std::pair<int, int> Sets::check_order(const Denied& denied) const {
  for (const auto& [entry, left] : denied.takes) {
    const auto& [where, number] = place_.at(entry);
    if (where.first == protocol_.rounds || left == 0 || (left & (left - 1)) != 0) continue;
    const int state = __builtin_ctzll(left);
    if (state == 0 || state >= static_cast<int>(protocol_.internal.size())) continue;
    const Used before{where.first, where.second, number, state - 1};
    const bool none_before =
        number == 0 || std::any_of(denied.unused.begin(), denied.unused.end(),
                                   [&](std::size_t other) { return used_[other] == before; });
    if (none_before) return where;
  }
  throw base::Error("does not follow from the order of names");
}

}  // namespace ggms::audit
