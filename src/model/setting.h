#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/faults.h"

namespace ggms::model {

/// A state's index in the alphabet of a round boundary; see Setting::alphabet.
using State = std::uint8_t;

/// What a transition depends on besides the round.
enum class View : std::uint8_t {
  kVector,     // the received vector by sender
  kVectorId,   // the same, and the process's own index
  kCounts,     // how many times each state was received
  kCountsOwn,  // the same, and the process's own state
};

/// "vector", "vector+id", "counts", "counts+own".
std::string to_string(View view);
/// The inverse of to_string; throws base::Error, which lists the views.
View parse_view(const std::string& text);

/// When decisions are taken.
enum class Decide : std::uint8_t {
  kLast,  // in the last round only
  kAny,   // in any round; the process keeps its decision and broadcasts it
};

/// "last", "any".
std::string to_string(Decide decide);
/// The inverse of to_string; throws base::Error, which lists the words.
Decide parse_decide(const std::string& text);

// The limits of settings.
inline constexpr int kMaxProcesses = 1000;  // so that counts of processes leave room in 64-bit keys
inline constexpr int kMaxRounds = 1000;     // far more than can be checked
inline constexpr int kMaxStates =
    30;  // (state, lost) pairs are bits of a 64-bit set, two of which are reserved

/// A setting: the numbers of processes, rounds and internal states, the faults, and what a transition sees.
struct Setting {
  int processes = 0;  // n
  int rounds = 0;     // r
  int states = 0;     // internal states
  FaultLimits faults;
  View view = View::kVector;
  Decide decide = Decide::kLast;
  int initial = 0;    // how many initial values the specification has
  int decisions = 0;  // how many decision values it has

  /// The number of states of a process at `boundary` (0..rounds). States are initial values at boundary 0 and
  /// decisions at the last; in between they are internal states, followed by the decisions if processes may
  /// decide early.
  int alphabet(int boundary) const {
    if (boundary == 0) return initial;
    if (boundary == rounds) return decisions;
    return states + (decide == Decide::kAny ? decisions : 0);
  }
  /// The decision that a state at a boundary stands for, or kUndecided.
  int decision(int boundary, int state) const {
    if (boundary == 0) return kUndecided;
    if (boundary == rounds) return state;
    return state < states ? kUndecided : state - states;
  }
  /// The state that stands for this decision at a boundary after the first.
  int decided(int boundary, int decision) const { return boundary == rounds ? decision : states + decision; }
  static constexpr int kUndecided = -1;

  auto operator<=>(const Setting&) const = default;
};

/// Throws base::Error if the setting makes no sense or is too large for 64-bit keys.
void validate(const Setting& setting);

/// The name of internal state `index`: a, b, ..., z, s26, s27, ...
std::string internal_name(int index);

/// The prefix of the name of a broadcast decision: "decided:zero".
inline const std::string kDecidedPrefix = "decided:";

/// The setting as text; 0 internal states stand for any number of them. "3 processes, 3 rounds, 2 internal
/// states, faults crash=2, vector view, decisions in the last round".
std::string describe(const Setting& setting);

}  // namespace ggms::model
