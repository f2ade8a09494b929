// The auditor's own reader of protocol.json (schema ggms/protocol/1). It shares nothing with the reader that
// the rest of the program uses, so that one mistake can't hide in both. Both accept the same files: members
// with unknown names are comments, and anything that could have two meanings (a key, a fault or an entry
// given twice) is an error.
#include "audit/file.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "audit/faults.h"
#include "audit/json.h"
#include "audit/text.h"
#include "audit/transitions.h"
#include "base/text.h"

namespace ggms::audit {

namespace {

// No setting that can be audited comes near these limits; they make numbers and names fit in the types used
// here.
constexpr int kMostProcesses = 1000;
constexpr int kMostRounds = 1000;
constexpr int kMostStates = 1000;           // values of one enumeration, or internal states
constexpr std::size_t kLongestWord = 1020;  // bytes; 255 of a file's name, each as \xff

/// The text of a short string on one line; fails for others.
const std::string& word(const Place& place) {
  if (place.line().size() > kLongestWord) place.fail(fmt::format("is longer than {} bytes", kLongestWord));
  return place.text();
}

/// The index of the word in `known`; fails if it is not there.
template <std::size_t kSize>
std::size_t one_of(const Place& place, const std::array<std::string_view, kSize>& known) {
  const auto found = std::find(known.begin(), known.end(), place.text());
  if (found == known.end()) {
    place.fail(fmt::format("{} is none of {}", in_quotes(place.text()), fmt::join(known, ", ")));
  }
  return static_cast<std::size_t>(found - known.begin());
}

std::vector<std::string> read_names(const Place& place) {
  if (!place.value().is_array()) place.fail("must be a list of names");
  const std::size_t size = place.value().size();
  if (size == 0 || std::cmp_greater(size, kMostStates))
    place.fail(fmt::format("must have from 1 to {} names", kMostStates));
  std::vector<std::string> names;
  for (std::size_t i = 0; i < size; ++i) {
    const Place item = place.item(i);
    const std::string& name = item.line();
    if (name.empty()) item.fail("is not a name: it is empty");
    if (name == kLostName) item.fail("`lost` is what a missing message is called, no state");
    if (std::find(names.begin(), names.end(), name) != names.end()) {
      item.fail(fmt::format("{} is listed twice", in_quotes(name)));
    }
    names.push_back(name);
  }
  return names;
}

void read_setting(const Place& place, Protocol& protocol) {
  const auto number = [&](const char* key, int high) {
    return static_cast<int>(place.member(key).integer(1, high));
  };
  protocol.processes = number("processes", kMostProcesses);
  protocol.rounds = number("rounds", kMostRounds);
  protocol.states = number("states", kMostStates);

  const Place faults = place.member("faults");
  protocol.faults = read_faults(word(faults), protocol.processes,
                                [&](const std::string& message) { faults.fail(message); });

  static constexpr std::array<std::string_view, 4> kViews{"vector", "vector+id", "counts", "counts+own"};
  const std::size_t view = one_of(place.member("view"), kViews);
  protocol.view = static_cast<View>(view);
  protocol.view_name = kViews[view];

  const Place decide = place.member("decide");
  protocol.decides_early = one_of<2>(decide, {"last", "any"}) == 1;
  protocol.decide = decide.text();
}

/// Fills in the names of the states that are sent after round 1. In a file, only its name tells a broadcast
/// decision from an internal state.
void name_broadcast(const Place& top, Protocol& protocol) {
  protocol.broadcast = protocol.internal;
  if (!protocol.decides_early) return;
  for (const std::string& decision : protocol.decisions) {
    const std::string name = std::string(kDecidedPrefix) + decision;
    if (std::find(protocol.internal.begin(), protocol.internal.end(), name) != protocol.internal.end()) {
      top.member("internal")
          .fail(fmt::format("{} is what a decision is called that is broadcast", in_quotes(name)));
    }
    protocol.broadcast.push_back(name);
  }
}

void read_spec(const Place& place, Protocol& protocol) {
  const Place name = place.member("name");
  protocol.spec_name = word(name);
  if (protocol.spec_name.empty() || protocol.spec_name.find('/') != std::string::npos) {
    name.fail("is not a name: it is empty, or has slashes");
  }
  protocol.spec_text = base::without_byte_order_mark(place.member("text").text());
}

/// The file also claims how the protocol was found and verified. The auditor does not rely on these claims,
/// so it checks their form only.
void read_claims(const Place& top) {
  const auto natural = [](const Place& place) {
    if (!place.value().is_number_unsigned()) place.fail("must be a whole number, not below 0");
  };
  if (const auto found = top.member_if_any("found")) {
    if (const auto engine = found->member_if_any("engine")) engine->text();
    if (const auto seed = found->member_if_any("seed")) natural(*seed);
    if (const auto version = found->member_if_any("version")) version->text();
    const auto seconds = found->member_if_any("seconds");
    if (seconds && !seconds->value().is_number()) seconds->fail("must be a number");
  }
  if (const auto verified = top.member_if_any("verified")) {
    natural(verified->member("configurations"));
    natural(verified->member("transitions"));
  }
}

}  // namespace

void read_problem(const Place& top, Protocol& protocol) {
  read_spec(top.member("spec"), protocol);
  read_setting(top.member("setting"), protocol);
  protocol.initial = read_names(top.member("initial"));
  protocol.internal = read_names(top.member("internal"));
  protocol.decisions = read_names(top.member("decisions"));
  if (protocol.internal.size() != static_cast<std::size_t>(protocol.states)) {
    top.member("internal")
        .fail(
            fmt::format("has {} names, but setting.states is {}", protocol.internal.size(), protocol.states));
  }
  name_broadcast(top, protocol);
}

Protocol read_protocol(const std::string& json_text, const std::string& file_name) {
  const Json json = parse_json(json_text, file_name);
  const Place top(json, file_name);
  const Place schema = top.member("schema");
  if (schema.text() != "ggms/protocol/1") schema.fail("must be \"ggms/protocol/1\"");
  Protocol protocol;
  read_problem(top, protocol);
  read_transitions(top, protocol);
  read_claims(top);
  return protocol;
}

}  // namespace ggms::audit
