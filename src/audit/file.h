#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "audit/faults.h"

namespace ggms::audit {

/// A state, as its number in the list of states of its round: the initial values in round 1; later the
/// internal states, followed by the decisions with decide any. A state that is taken in the last round is a
/// decision.
using State = std::uint16_t;
inline constexpr State kLost = 0xffff;  // received in place of a state; never taken
inline constexpr std::string_view kLostName = "lost";
inline constexpr State kNoState = 0xfffe;                       // of a process that has no state
inline constexpr std::string_view kDecidedPrefix = "decided:";  // of decisions that are broadcast

enum class View { kVector, kVectorId, kCounts, kCountsOwn };

/// What a transition depends on. Vector views: the state (or kLost) by sender, then the own index with
/// vector+id. Counts views: how often each state was received, then the own state with counts+own.
using Received = std::u16string;

struct Entry {
  State next = 0;
  bool used = false;  // some execution uses it
};

/// A protocol file, checked for form.
struct Protocol {
  std::string spec_name, spec_text;
  int processes = 0;
  int rounds = 0;
  int states = 0;
  Faults faults;
  std::string view_name, decide;
  View view = View::kVector;
  bool decides_early = false;  // decide any
  std::vector<std::string> initial, internal, decisions;
  std::vector<std::string>
      broadcast;  // what is sent after round 1: `internal`, and decisions if processes may decide early
  std::vector<std::unordered_map<Received, Entry>> table;  // by round, from 0
  std::size_t transitions = 0;

  bool by_sender() const { return view == View::kVector || view == View::kVectorId; }
  /// The names of the states that are broadcast in a round (from 1), and of those that its moves take.
  const std::vector<std::string>& sent(int round) const { return round == 1 ? initial : broadcast; }
  const std::vector<std::string>& taken(int round) const { return round == rounds ? decisions : broadcast; }
  /// Whether a state at this boundary is a decision.
  bool is_decision(int boundary, State state) const {
    if (boundary == 0 || state == kNoState) return false;
    return boundary == rounds || state >= internal.size();
  }
};

class Place;

/// Reads the members of a file that state its problem: specification, setting, names. Throws base::Error.
void read_problem(const Place& top, Protocol& protocol);

/// Reads the text of a protocol.json. Throws base::Error with the file and the place.
Protocol read_protocol(const std::string& json_text, const std::string& file_name);

}  // namespace ggms::audit
