// Reads protocol files (schema ggms/protocol/1), found or written by hand. What can be checked without the
// specification is checked first, because reading a specification is the slow part; then the names must be
// the specification's. There can be millions of transitions, whose values take a second to give back. So
// those of a large file are not kept: the text is parsed twice, for all but them, and then for them one by
// one.

#include <algorithm>
#include <limits>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/error.h"
#include "base/stopped.h"
#include "files/format.h"
#include "files/json.h"
#include "files/protocol.h"
#include "model/vectors.h"

namespace ggms::files {

namespace {

/// Runs what throws base::Error without a place, and puts the place before its message.
template <class Body>
auto blaming(const JsonPlace& place, const Body& body) {
  try {
    return body();
  } catch (const base::FieldError& error) {
    place.fail(error.message());
  } catch (const base::Error& error) {
    place.fail(error.what());
  }
}

/// Throws where the setting that was read from this object makes no sense. The fields that errors are about
/// are members of the object.
void validate_at(const JsonPlace& place, const model::Setting& setting) {
  try {
    validate(setting);
  } catch (const base::FieldError& error) {
    place.member(error.field()).fail(error.message());
  } catch (const base::Error& error) {
    place.fail(error.what());
  }
}

/// The same as blaming() for what cites lines and columns of the embedded specification.
template <class Body>
auto blaming_spec(const std::string& file, const Body& body) {
  try {
    return body();
  } catch (const base::Error& error) {
    throw base::Error(file, 0, 0, std::string("spec ") + error.what());
  }
}

/// A short text on one line, which messages of lower layers can quote as it is.
const std::string& word(const JsonPlace& place) {
  constexpr std::size_t kMaxWord = 1020;  // bytes; 255 of a file's name, each as \xff
  if (place.text().size() > kMaxWord || has_control_characters(place.text())) {
    place.fail(in_quotes(place.text()) + " is too long, or has control characters such as line breaks");
  }
  return place.text();
}

/// The names of all states: initial values, internal states, decisions.
struct Names {
  std::vector<std::string> initial;
  std::vector<std::string> internal;
  std::vector<std::string> decisions;
  std::vector<std::string> between;  // internal states and, where they are broadcast, decisions

  const std::vector<std::string>& at(int boundary, const model::Setting& setting) const {
    return boundary == 0 ? initial : boundary == setting.rounds ? decisions : between;
  }
};

std::vector<std::string> read_names(const JsonPlace& top, const char* key) {
  const JsonPlace place = top.member(key);
  std::vector<std::string> names;
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < place.size(); ++i) {
    const JsonPlace item = place.item(i);
    const std::string& name = item.text();
    if (name.empty()) item.fail("a name can't be empty");
    if (name == model::kLostName) {
      item.fail(fmt::format("\"{}\" stands for a message that did not arrive; a state needs another name",
                            model::kLostName));
    }
    if (has_control_characters(name)) item.fail("a name can't have control characters such as line breaks");
    if (!seen.insert(name).second) item.fail(in_quotes(name) + " is listed twice");
    names.push_back(name);
  }
  return names;
}

model::Setting read_setting(const JsonPlace& top, const Names& names) {
  constexpr int kMax = std::numeric_limits<int>::max();  // validate() has the limits
  const JsonPlace place = top.member("setting");
  const auto number = [&](const char* key) { return static_cast<int>(place.member(key).integer(0, kMax)); };
  model::Setting setting;
  setting.processes = number("processes");
  setting.rounds = number("rounds");
  setting.states = number("states");
  const JsonPlace faults = place.member("faults");
  const std::string& faults_word = word(faults);
  setting.faults = blaming(faults, [&] { return model::parse_faults(faults_word); });
  const JsonPlace view = place.member("view");
  const std::string& view_word = word(view);
  setting.view = blaming(view, [&] { return model::parse_view(view_word); });
  const JsonPlace decide = place.member("decide");
  const std::string& decide_word = word(decide);
  setting.decide = blaming(decide, [&] { return model::parse_decide(decide_word); });
  setting.initial = static_cast<int>(names.initial.size());
  setting.decisions = static_cast<int>(names.decisions.size());
  validate_at(place, setting);
  if (names.internal.size() != static_cast<std::size_t>(setting.states)) {
    top.member("internal")
        .fail(fmt::format("it lists {} names, but setting.states is {}", names.internal.size(),
                          setting.states));
  }
  return setting;
}

constexpr const char* kTransitions = "transitions";

/// Whether the values of so long a text are kept: they are built, and given back, within 0.1 s.
bool is_kept(const std::string& text) {
  constexpr std::size_t kMostBytes = std::size_t{1} << 22U;
  return text.size() <= kMostBytes;
}

/// The file; if it is large with null in the place of each transition. All of it is JSON, then.
Json parse_protocol(const std::string& text, const std::string& file, base::Stop& stop) {
  if (is_kept(text)) return parse_json(text, file);
  return parse_json_around(text, file, kTransitions, [](const Json&, std::size_t) {}, stop);
}

/// Reads transitions into a machine.
class TransitionReader {
 public:
  /// `top` is what parse_protocol made of `text`.
  TransitionReader(const JsonPlace& top, const std::string& text, const std::string& file, const Names& names,
                   const model::Setting& setting, model::Machine& machine, base::Stop& stop)
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

  /// Whether a member that only one view has must be there; it is an error where another view would ignore
  /// it.
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

  /// How many times each state was received, and at the end how many were lost; what is not mentioned is 0.
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

  /// The index of the first transition for this entry, which comes before `end`.
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
  const Names& names_;
  const model::Setting& setting_;
  model::Machine& machine_;
  base::Stop& stop_;
  std::vector<model::Entry> unneeded_;
};

spec::Spec read_embedded_spec(const JsonPlace& top, const std::string& file, const spec::Spec* known) {
  const JsonPlace place = top.member("spec");
  const JsonPlace name = place.member("name");
  const JsonPlace text = place.member("text");
  if (word(name).empty() || name.text().find('/') != std::string::npos) {
    name.fail("expected a name such as \"consensus\", without slashes");
  }
  if (known != nullptr && known->name == name.text() && known->text == text.text()) return *known;
  spec::Spec spec = blaming_spec(file, [&] { return spec::read_spec(text.text(), name.text()); });
  spec.name = name.text();
  return spec;
}

/// Throws unless a list of the file is the specification's, in the same order.
void require_same(const JsonPlace& place, const std::vector<std::string>& ours,
                  const std::vector<std::string>& specs, const char* kind) {
  if (ours == specs) return;
  place.fail(fmt::format("the specification's {} are, in this order: {}", kind, listed(specs)));
}

std::optional<Found> read_found(const JsonPlace& top) {
  const auto place = top.optional_member("found");
  if (!place) return std::nullopt;
  Found found;
  if (const auto engine = place->optional_member("engine")) found.engine = engine->text();
  if (const auto seed = place->optional_member("seed")) found.seed = seed->natural();
  if (const auto version = place->optional_member("version")) found.version = version->text();
  if (const auto seconds = place->optional_member("seconds")) found.seconds = seconds->number();
  return found;
}

std::optional<Verified> read_verified(const JsonPlace& top) {
  const auto place = top.optional_member("verified");
  if (!place) return std::nullopt;
  return Verified{place->member("configurations").natural(), place->member("transitions").natural()};
}

}  // namespace

Protocol read_protocol(const std::string& text, const std::string& file, base::Stop& stop,
                       const spec::Spec* known) {
  const Json root = parse_protocol(text, file, stop);
  const JsonPlace top(root, file);
  require_schema(top, kProtocolSchema);
  Names names{read_names(top, "initial"), read_names(top, "internal"), read_names(top, "decisions"), {}};
  const model::Setting setting = read_setting(top, names);
  names.between = names.internal;
  if (setting.decide == model::Decide::kAny) {
    for (const std::string& decision : names.decisions) {
      if (std::find(names.internal.begin(), names.internal.end(), model::kDecidedPrefix + decision) !=
          names.internal.end())
        top.member("internal").fail(in_quotes(model::kDecidedPrefix + decision) + " stands for a decision");
      names.between.push_back(model::kDecidedPrefix + decision);
    }
  }
  model::Machine machine = blaming(top.member("setting"), [&] { return model::Machine(setting); });
  std::vector<model::Entry> unneeded =
      TransitionReader(top, text, file, names, setting, machine, stop).read();
  const std::optional<Found> found = read_found(top);
  const std::optional<Verified> verified = read_verified(top);

  spec::Spec spec = read_embedded_spec(top, file, known);
  require_same(top.member("initial"), names.initial, spec.initial, "initial values");
  require_same(top.member("decisions"), names.decisions, spec.decisions, "decisions");
  model::Problem problem = blaming_spec(file, [&] { return model::Problem(std::move(spec), setting); });
  return {std::move(problem), std::move(machine), found, verified, std::move(unneeded)};
}

Protocol read_protocol(const std::string& text, const std::string& file) {
  base::Stop never;
  return read_protocol(text, file, never);
}

}  // namespace ggms::files
