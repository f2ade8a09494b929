// Reads the transitions of protocol files. There can be millions, and freeing their JSON values would take a
// second. So the values of a large file are not kept: the first parse of the text skips the transitions, the
// second handles them one by one.

#include "files/transitions.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/stopped.h"
#include "files/quoted.h"
#include "model/vectors.h"

namespace ggms::files {

namespace {

constexpr const char* kTransitions = "transitions";

/// Whether to keep the values of this text: whether building and freeing them takes less than 0.1 s.
bool is_kept(const std::string& text) {
  constexpr std::size_t kMostBytes = std::size_t{1} << 22U;
  return text.size() <= kMostBytes;
}

/// Reads transitions into a machine.
class TransitionReader {
 public:
  /// `top` is the result of parse_protocol for `text`.
  TransitionReader(const JsonPlace& top, const std::string& text, const std::string& file,
                   const StateNames& names, const model::Setting& setting, model::Machine& machine,
                   base::Stop& stop)
      : place_(top.member(kTransitions)),
        text_(text),
        file_(file),
        names_(names),
        setting_(setting),
        machine_(machine),
        stop_(stop) {}

  /// Returns the entries that are marked as not needed, sorted.
  std::vector<model::Entry> read() {
    place_.list();
    for_each([&](const JsonPlace& place, std::size_t index) { read_one(place, index); });
    base::sort(unneeded_, stop_);
    return std::move(unneeded_);
  }

 private:
  template <class Visit>
  void for_each(const Visit& visit) const {
    if (is_kept(text_)) {
      for (std::size_t i = 0; i < place_.size(); ++i) visit(place_.item(i), i);
      return;
    }
    parse_json_around(
        text_, file_, kTransitions,
        [&](const Json& value, std::size_t index) { visit(place_.item(value, index), index); }, stop_);
  }

  void read_one(const JsonPlace& place, std::size_t index) {
    const model::Entry entry = read_entry(place);
    const model::State next = read_next(place, entry.round);
    if (const model::State earlier = machine_.next(entry); earlier != model::Machine::kUndefined) {
      place.fail(fmt::format("{} transitions[{}]; there can be one only",
                             earlier == next ? "repeats" : "contradicts", first_of(entry, index)));
    }
    machine_.set(entry, next);
    const auto needed = place.optional_member("needed");
    if (needed && !needed->truth()) unneeded_.push_back(entry);
  }

  model::Entry read_entry(const JsonPlace& place) const {
    model::Entry entry;
    entry.round = static_cast<int>(place.member("round").integer(1, setting_.rounds));
    const auto& sent = names_.at(entry.round - 1, setting_);
    if (wanted(place, "process", setting_.view == model::View::kVectorId, "vector+id")) {
      entry.slot = static_cast<int>(place.member("process").integer(1, setting_.processes)) - 1;
    }
    model::Received received;
    if (wanted(place, "own", setting_.view == model::View::kCountsOwn, "counts+own")) {
      received.own = state(place.member("own"), sent, entry.round - 1);
    }
    const JsonPlace vector = place.member("received");
    if (setting_.view == model::View::kVector || setting_.view == model::View::kVectorId) {
      received.by_sender = read_by_sender(vector, sent, entry.round);
    } else {
      received.counts = read_counts(vector, sent, entry.round);
    }
    if (const auto why = why_impossible(received, setting_, entry.round, entry.slot)) vector.fail(*why);
    entry.key = machine_.keys(entry.round).encode(received);
    return entry;
  }

  model::State read_next(const JsonPlace& place, int round) const {
    return static_cast<model::State>(state(place.member("next"), names_.at(round, setting_), round));
  }

  /// Whether a member that only some views have must be there; it is an error if the view has no such member.
  bool wanted(const JsonPlace& place, const char* key, bool has, const char* view) const {
    if (!has && place.has(key)) {
      place.member(key).fail(
          fmt::format("transitions of the {} view don't have this; it belongs to the {} view",
                      to_string(setting_.view), view));
    }
    return has;
  }

  std::vector<int> read_by_sender(const JsonPlace& place, const std::vector<std::string>& sent,
                                  int round) const {
    if (place.size() != static_cast<std::size_t>(setting_.processes)) {
      place.fail(
          fmt::format("it has {} items, but there are {} processes", place.size(), setting_.processes));
    }
    std::vector<int> states;
    for (std::size_t i = 0; i < place.size(); ++i) {
      const JsonPlace item = place.item(i);
      states.push_back(item.text() == model::kLostName ? model::Received::kLost
                                                       : state(item, sent, round - 1));
    }
    return states;
  }

  /// How many times each state was received, and at the end how many messages were lost; a state that the
  /// file does not mention counts 0.
  std::vector<int> read_counts(const JsonPlace& place, const std::vector<std::string>& sent,
                               int round) const {
    std::vector<int> counts(sent.size() + 1, 0);
    for (const auto& [name, count] : place.object().items()) {
      const JsonPlace item = place.member(name);
      const auto index = name == model::kLostName ? sent.size() : index_of(name, sent);
      if (index == std::string::npos) place.fail(unknown(name, sent, round - 1));
      counts[index] = static_cast<int>(item.integer(0, setting_.processes));
    }
    return counts;
  }

  static std::size_t index_of(const std::string& name, const std::vector<std::string>& names) {
    const auto found = std::find(names.begin(), names.end(), name);
    return found == names.end() ? std::string::npos : static_cast<std::size_t>(found - names.begin());
  }

  /// The state at a boundary that a string names.
  int state(const JsonPlace& place, const std::vector<std::string>& names, int boundary) const {
    const std::size_t index = index_of(place.text(), names);
    if (index == std::string::npos) place.fail(unknown(place.text(), names, boundary));
    return static_cast<int>(index);
  }

  std::string unknown(const std::string& name, const std::vector<std::string>& names, int boundary) const {
    const char* kind = boundary == 0                            ? "an initial value"
                       : boundary == setting_.rounds            ? "a decision"
                       : setting_.decide == model::Decide::kAny ? "an internal state or a decision"
                                                                : "an internal state";
    return fmt::format("{} is not {}: expected {}", in_quotes(name), kind, listed(names));
  }

  /// The index of the first transition for this entry; it comes before `end`.
  std::size_t first_of(const model::Entry& entry, std::size_t end) const {
    std::size_t first = end;
    for_each([&](const JsonPlace& place, std::size_t index) {
      if (index < first && read_entry(place) == entry) first = index;
    });
    return first;
  }

  const JsonPlace place_;
  const std::string& text_;
  const std::string& file_;
  const StateNames& names_;
  const model::Setting& setting_;
  model::Machine& machine_;
  base::Stop& stop_;
  std::vector<model::Entry> unneeded_;
};

}  // namespace

Json parse_protocol(const std::string& text, const std::string& file, base::Stop& stop) {
  if (is_kept(text)) return parse_json(text, file);
  return parse_json_around(text, file, kTransitions, [](const Json&, std::size_t) {}, stop);
}

std::vector<model::Entry> read_transitions(const JsonPlace& top, const std::string& text,
                                           const std::string& file, const StateNames& names,
                                           const model::Setting& setting, model::Machine& machine,
                                           base::Stop& stop) {
  return TransitionReader(top, text, file, names, setting, machine, stop).read();
}

}  // namespace ggms::files
