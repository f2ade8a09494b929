// The auditor's own reader of protocol.json (schema ggms/protocol/1). It shares nothing with the reader that
// the rest of the program uses, so that one mistake can't hide in both. It is strict where a second meaning
// could hide: a key given twice, an entry given twice, an unknown key in the setting or in a transition are
// errors. Keys that say how the protocol was found or verified are not looked at: they are claims, and this
// is what checks claims.
#include "verify/certify_file.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/error.h"

namespace ggms::verify::certify {

namespace {

using Json = nlohmann::json;

// No setting near these is within reach; they keep numbers and names in the types used here.
constexpr std::int64_t kMostProcesses = 1000;
constexpr std::int64_t kMostRounds = 1000;
constexpr std::size_t kMostStates = 1000;  // values of one enumeration, or internal states
constexpr std::size_t kLongestName = 200;  // bytes
constexpr std::size_t kLongestQuote = 80;  // bytes of foreign text in one message
constexpr std::int64_t kMostFaults = 1'000'000;

/// Whether a text can be shown on a line as it is.
bool is_name(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  return !text.empty() && text.size() <= kLongestName && std::none_of(text.begin(), text.end(), is_control);
}

/// Finds a key that an object has twice. The library keeps the last of the two; here that would let a file
/// say two things. (Its parser with a callback could tell as well, but takes quadratic time on a long list.)
class KeysOnce : public nlohmann::json_sax<Json> {
 public:
  std::string twice;

  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t&) override { return true; }
  bool binary(binary_t&) override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

  bool start_object(std::size_t) override {
    keys_.emplace_back();
    return true;
  }
  bool key(string_t& name) override {
    const bool is_new = keys_.back().insert(name).second;
    if (!is_new) twice = name.empty() ? "(empty)" : name;
    return is_new;
  }
  bool end_object() override {
    keys_.pop_back();
    return true;
  }

 private:
  std::vector<std::set<std::string>> keys_;  // of the objects that are open
};

/// A JSON value and how to get there, for messages.
struct Place {
  const Json& value;
  std::string path;
};

class Reader {
 public:
  explicit Reader(std::string file) : file_(std::move(file)) {}

  Json parse(const std::string& text) const;
  Protocol protocol(const Json& root);

 private:
  [[noreturn]] void fail(const std::string& path, const std::string& message) const {
    throw base::Error(path.empty() ? fmt::format("{}: {}", file_, message)
                                   : fmt::format("{}: {}: {}", file_, path, message));
  }

  Place member(const Place& object, const char* key) const;
  void only(const Place& object, const std::set<std::string>& keys) const;
  std::string text(const Place& place) const;
  std::int64_t integer(const Place& place, std::int64_t low, std::int64_t high) const;
  std::vector<std::string> names(const Place& place) const;
  State state(const Place& place, const std::vector<std::string>& names, bool may_be_lost) const;

  void setting(const Place& place, Protocol& protocol) const;
  int crash_budget(const Place& place) const;
  void transition(const Place& place, Protocol& protocol) const;
  Received by_sender(const Place& place, const Place& received, const Protocol& protocol, int round) const;
  Received by_count(const Place& place, const Place& received, const Protocol& protocol, int round) const;

  std::string file_;
};

Json Reader::parse(const std::string& text) const {
  try {
    KeysOnce keys;
    if (!Json::sax_parse(text, &keys) && !keys.twice.empty()) {
      fail("", fmt::format("the key {} is given twice in one object", in_quotes(keys.twice)));
    }
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(error.byte, text.size()));
    const auto line = 1 + std::count(text.begin(), end, '\n');
    const auto start_of_line = std::find(std::make_reverse_iterator(end), text.rend(), '\n').base();
    std::string message = error.what();
    if (const auto at = message.find("syntax error"); at != std::string::npos) message.erase(0, at);
    throw base::Error(file_, static_cast<int>(line),
                      static_cast<int>(std::max<std::ptrdiff_t>(1, end - start_of_line)),
                      "not valid JSON: " + in_quotes(message));
  } catch (const Json::exception& error) {
    fail("", "not valid JSON: " + in_quotes(error.what()));
  }
}

Place Reader::member(const Place& object, const char* key) const {
  if (!object.value.is_object()) fail(object.path, "must be an object");
  const auto found = object.value.find(key);
  if (found == object.value.end()) fail(object.path, fmt::format("the key \"{}\" is missing", key));
  return {*found, object.path.empty() ? key : object.path + "." + key};
}

void Reader::only(const Place& object, const std::set<std::string>& keys) const {
  for (const auto& [key, value] : object.value.items()) {
    if (!keys.contains(key)) fail(object.path, fmt::format("unknown key {}", in_quotes(key)));
  }
}

std::string Reader::text(const Place& place) const {
  if (!place.value.is_string()) fail(place.path, "must be a string");
  return place.value.get<std::string>();
}

std::int64_t Reader::integer(const Place& place, std::int64_t low, std::int64_t high) const {
  const bool fits = place.value.is_number_unsigned()
                        ? place.value.get<std::uint64_t>() <= static_cast<std::uint64_t>(high)
                        : place.value.is_number_integer() && place.value.get<std::int64_t>() <= high;
  if (!fits || place.value.get<std::int64_t>() < low) {
    fail(place.path, fmt::format("must be a whole number from {} to {}", low, high));
  }
  return place.value.get<std::int64_t>();
}

std::vector<std::string> Reader::names(const Place& place) const {
  if (!place.value.is_array()) fail(place.path, "must be a list of names");
  if (place.value.empty() || place.value.size() > kMostStates) {
    fail(place.path, fmt::format("must have from 1 to {} names", kMostStates));
  }
  std::vector<std::string> result;
  for (std::size_t i = 0; i < place.value.size(); ++i) {
    const Place item{place.value[i], fmt::format("{}[{}]", place.path, i)};
    const std::string name = text(item);
    if (!is_name(name)) fail(item.path, "is no name");
    if (name == "lost") fail(item.path, "`lost` is what a missing message is called, no state");
    if (std::find(result.begin(), result.end(), name) != result.end()) {
      fail(item.path, fmt::format("{} is listed twice", in_quotes(name)));
    }
    result.push_back(name);
  }
  return result;
}

State Reader::state(const Place& place, const std::vector<std::string>& names, bool may_be_lost) const {
  const std::string name = text(place);
  if (name == "lost" && may_be_lost) return kLost;
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) {
    fail(place.path, fmt::format("{} is none of {}", in_quotes(name),
                                 in_quotes(fmt::format("{}", fmt::join(names, ", ")))));
  }
  return static_cast<State>(found - names.begin());
}

int Reader::crash_budget(const Place& place) const {
  static constexpr std::array kLater{"crash-late", "omission",   "general-omission", "byzantine",
                                     "loss",       "loss-total", "partition"};
  std::string_view rest = place.value.get_ref<const std::string&>();
  std::int64_t crashes = 0;
  if (rest.empty() || rest == "none") return 0;
  while (true) {
    const std::string_view fault = rest.substr(0, rest.find(','));
    const std::string_view word = fault.substr(0, fault.find('='));
    if (std::find(kLater.begin(), kLater.end(), word) != kLater.end()) {
      fail(place.path, fmt::format("certify does not know `{}` faults yet in this version", word));
    }
    const std::string_view number = fault.size() > word.size() ? fault.substr(word.size() + 1) : "";
    std::int64_t count = -1;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), count);
    if (word != "crash" || error != std::errc() || end != number.data() + number.size() || count < 0 ||
        count > kMostFaults) {
      fail(place.path, fmt::format("{} is no fault: expected something like crash=1", in_quotes(fault)));
    }
    crashes = std::min(crashes + count, kMostFaults);  // faults add up
    if (fault.size() == rest.size()) return static_cast<int>(crashes);
    rest.remove_prefix(fault.size() + 1);
  }
}

void Reader::setting(const Place& place, Protocol& protocol) const {
  const auto whole = [&](const char* key, std::int64_t low, std::int64_t high) {
    return static_cast<int>(integer(member(place, key), low, high));
  };
  protocol.processes = whole("processes", 1, kMostProcesses);
  protocol.rounds = whole("rounds", 1, kMostRounds);
  protocol.states = whole("states", 1, kMostStates);
  const Place faults = member(place, "faults");
  protocol.faults = text(faults);
  protocol.crashes = crash_budget(faults);
  if (protocol.faults.empty()) protocol.faults = "none";

  const Place view = member(place, "view");
  protocol.view_name = text(view);
  static constexpr std::array kViews{"vector", "vector+id", "counts", "counts+own"};
  const auto found = std::find(kViews.begin(), kViews.end(), protocol.view_name);
  if (found == kViews.end()) {
    fail(view.path, fmt::format("{} is none of {}", in_quotes(protocol.view_name), fmt::join(kViews, ", ")));
  }
  protocol.view = static_cast<View>(found - kViews.begin());

  const Place decide = member(place, "decide");
  protocol.decide = text(decide);
  if (protocol.decide == "any") fail(decide.path, "certify does not know `any` yet in this version");
  if (protocol.decide != "last") {
    fail(decide.path, fmt::format("{} is none of last, any", in_quotes(protocol.decide)));
  }
  only(place, {"processes", "rounds", "states", "faults", "view", "decide"});
}

Received Reader::by_sender(const Place& place, const Place& received, const Protocol& protocol,
                           int round) const {
  const auto processes = static_cast<std::size_t>(protocol.processes);
  if (!received.value.is_array() || received.value.size() != processes) {
    fail(received.path, fmt::format("must be a list of {} states, one for each process", processes));
  }
  Received result;
  for (std::size_t i = 0; i < processes; ++i) {
    const Place item{received.value[i], fmt::format("{}[{}]", received.path, i)};
    result.push_back(state(item, protocol.sent(round), true));
  }
  if (std::all_of(result.begin(), result.end(), [](State s) { return s == kLost; })) {
    fail(received.path, "a process never loses its own message, so one of these is no `lost`");
  }
  if (protocol.view == View::kVectorId) {
    const auto own = integer(member(place, "process"), 1, protocol.processes) - 1;
    if (result[static_cast<std::size_t>(own)] == kLost) {
      fail(received.path, fmt::format("process {} never loses its own message", own + 1));
    }
    result.push_back(static_cast<char16_t>(own));
  }
  return result;
}

Received Reader::by_count(const Place& place, const Place& received, const Protocol& protocol,
                          int round) const {
  if (!received.value.is_object()) fail(received.path, "must be an object of counts, one for each state");
  const auto& names = protocol.sent(round);
  Received result(names.size(), 0);
  std::int64_t heard = 0, lost = 0;
  for (const auto& [name, count] : received.value.items()) {
    const std::int64_t number =
        integer({count, received.path + "." + in_quotes(name)}, 0, protocol.processes);
    if (name == "lost") {
      lost = number;
    } else {
      const Json as_json = name;
      result[state({as_json, received.path}, names, false)] = static_cast<char16_t>(number);
      heard += number;
    }
  }
  if (heard + lost != protocol.processes) {
    fail(received.path,
         fmt::format("the counts add up to {}, not to {} processes", heard + lost, protocol.processes));
  }
  if (heard == 0) fail(received.path, "a process never loses its own message, so one of these is no `lost`");
  if (protocol.view == View::kCountsOwn) {
    const Place own_place = member(place, "own");
    const State own = state(own_place, names, false);
    if (result[own] == 0)
      fail(own_place.path, "a process never loses its own message, but none in this state was received");
    result.push_back(own);
  }
  return result;
}

void Reader::transition(const Place& place, Protocol& protocol) const {
  const auto round = static_cast<int>(integer(member(place, "round"), 1, protocol.rounds));
  const Place received = member(place, "received");
  const Received key = protocol.by_sender() ? by_sender(place, received, protocol, round)
                                            : by_count(place, received, protocol, round);
  const State next = state(member(place, "next"), protocol.taken(round), false);

  std::set<std::string> keys{"round", "received", "next"};
  if (protocol.view == View::kVectorId) keys.insert("process");
  if (protocol.view == View::kCountsOwn) keys.insert("own");
  only(place, keys);

  const auto [entry, is_new] =
      protocol.table[static_cast<std::size_t>(round - 1)].try_emplace(key, Entry{next});
  if (!is_new) {
    fail(place.path,
         entry->second.next == next ? "is the same as an earlier one" : "contradicts an earlier one");
  }
}

Protocol Reader::protocol(const Json& root) {
  const Place top{root, ""};
  const Place schema = member(top, "schema");
  if (!schema.value.is_string() || schema.value.get<std::string>() != "ggms/protocol/1") {
    fail(schema.path, "must be \"ggms/protocol/1\"");
  }
  Protocol result;
  const Place spec = member(top, "spec");
  result.spec_name = text(member(spec, "name"));
  if (!is_name(result.spec_name)) fail("spec.name", "is no name");
  result.spec_text = text(member(spec, "text"));
  only(spec, {"name", "text"});
  setting(member(top, "setting"), result);
  result.initial = names(member(top, "initial"));
  result.internal = names(member(top, "internal"));
  result.decisions = names(member(top, "decisions"));
  if (result.internal.size() != static_cast<std::size_t>(result.states)) {
    fail("internal",
         fmt::format("has {} names, but setting.states is {}", result.internal.size(), result.states));
  }
  result.table.resize(static_cast<std::size_t>(result.rounds));
  const Place transitions = member(top, "transitions");
  if (!transitions.value.is_array()) fail(transitions.path, "must be a list");
  for (std::size_t i = 0; i < transitions.value.size(); ++i) {
    transition({transitions.value[i], fmt::format("transitions[{}]", i)}, result);
  }
  result.transitions = transitions.value.size();
  return result;
}

}  // namespace

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text.substr(0, kLongestQuote)) {
    result += static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) > 0x7e ? '?' : c;
  }
  return result + (text.size() > kLongestQuote ? "...\"" : "\"");
}

Protocol read_protocol(const std::string& json_text, const std::string& file_name) {
  Reader reader(file_name);
  return reader.protocol(reader.parse(json_text));
}

}  // namespace ggms::verify::certify
