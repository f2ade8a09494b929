// The auditor's reader of transitions: the received vector, in the form of the view, and the next state.
#include "audit/transitions.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "audit/text.h"

namespace ggms::audit {

namespace {

class TransitionReader {
 public:
  explicit TransitionReader(Protocol& protocol) : protocol_(protocol) {}

  void read(const Place& place) {
    const auto round = static_cast<int>(place.member("round").integer(1, protocol_.rounds));
    only_in(place, "process", View::kVectorId);
    only_in(place, "own", View::kCountsOwn);
    const Received received = protocol_.by_sender() ? by_sender(place, round) : by_count(place, round);
    const Place next_place = place.member("next");
    const State next = state(next_place, next_place.text(), protocol_.taken(round));
    // The file's claims about needed entries are not used: the auditor finds needed entries by running the
    // protocol.
    const auto needed = place.member_if_any("needed");
    if (needed && !needed->value().is_boolean()) needed->fail("must be true or false");
    const auto [entry, is_new] =
        protocol_.table[static_cast<std::size_t>(round - 1)].try_emplace(received, Entry{next});
    if (!is_new) {
      place.fail(entry->second.next == next ? "is the same as an earlier one" : "contradicts an earlier one");
    }
  }

 private:
  /// Members with unknown names are comments, but a member of another view is an error, because its author
  /// meant something by it.
  void only_in(const Place& place, std::string_view key, View view) const {
    if (protocol_.view == view) return;
    if (const auto found = place.member_if_any(key)) {
      found->fail(fmt::format("has no meaning in the {} view", protocol_.view_name));
    }
  }

  static State state(const Place& place, const std::string& name, const std::vector<std::string>& names) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) {
      place.fail(fmt::format("{} is none of {}", in_quotes(name),
                             in_quotes(fmt::format("{}", fmt::join(names, ", ")))));
    }
    return static_cast<State>(found - names.begin());
  }

  Received by_sender(const Place& place, int round) const {
    const auto processes = static_cast<std::size_t>(protocol_.processes);
    const Place list = place.member("received");
    if (!list.value().is_array() || list.value().size() != processes) {
      list.fail(fmt::format("must be a list of {} states, one for each process", processes));
    }
    Received result;
    for (std::size_t i = 0; i < processes; ++i) {
      const Place item = list.item(i);
      const std::string& name = item.text();
      result.push_back(name == kLostName ? kLost : state(item, name, protocol_.sent(round)));
    }
    if (result.find_first_not_of(kLost) == Received::npos) {
      list.fail("a process never loses its own message, so one of these is no `lost`");
    }
    if (protocol_.view == View::kVectorId) {
      const auto own = place.member("process").integer(1, protocol_.processes) - 1;
      if (result[static_cast<std::size_t>(own)] == kLost) {
        list.fail(fmt::format("process {} never loses its own message", own + 1));
      }
      result.push_back(static_cast<char16_t>(own));
    }
    return result;
  }

  Received by_count(const Place& place, int round) const {
    const Place counts = place.member("received");
    if (!counts.value().is_object()) counts.fail("must be an object of counts, one for each state");
    const auto& names = protocol_.sent(round);
    Received result(names.size(), 0);
    std::int64_t heard = 0, lost = 0;
    for (const auto& [name, count] : counts.value().items()) {
      const std::int64_t number = counts.member(name).integer(0, protocol_.processes);
      if (name == kLostName) {
        lost = number;
      } else {
        result[state(counts, name, names)] = static_cast<char16_t>(number);
        heard += number;
      }
    }
    if (heard + lost != protocol_.processes) {
      counts.fail(
          fmt::format("the counts add up to {}, not to {} processes", heard + lost, protocol_.processes));
    }
    if (heard == 0) counts.fail("a process never loses its own message, so one of these is no `lost`");
    if (protocol_.view == View::kCountsOwn) {
      const Place own_place = place.member("own");
      // A process that has decided needs no entry, so the own state is never a decision here.
      const State own =
          state(own_place, own_place.text(), round == 1 ? protocol_.initial : protocol_.internal);
      if (result[own] == 0) {
        own_place.fail("a process never loses its own message, but none in this state was received");
      }
      result.push_back(own);
    }
    return result;
  }

  Protocol& protocol_;
};

}  // namespace

void read_transitions(const Place& top, Protocol& protocol) {
  protocol.table.resize(static_cast<std::size_t>(protocol.rounds));
  const Place list = top.member("transitions");
  if (!list.value().is_array()) list.fail("must be a list");
  protocol.transitions = list.value().size();
  TransitionReader reader(protocol);
  for (std::size_t i = 0; i < protocol.transitions; ++i) reader.read(list.item(i));
}

}  // namespace ggms::audit
