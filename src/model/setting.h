#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/faults.h"

namespace ggms::model {

/// A state's index in the alphabet of a round boundary; see Setting::alphabet.
using State = std::uint8_t;

/// What a transition may look at, besides the round.
enum class View : std::uint8_t {
  kVector,     // the received vector by sender
  kVectorId,   // the same, and the process's own index
  kCounts,     // how many times each state was received
  kCountsOwn,  // the same, and the process's own state
};

/// "vector", "vector+id", "counts", "counts+own".
std::string to_string(View view);
/// The inverse of to_string; throws base::Error that lists the views.
View parse_view(const std::string& text);

/// When decisions are taken.
enum class Decide : std::uint8_t {
  kLast,  // in the last round only
  kAny,   // in any round; they are kept for ever, and broadcast
};

/// "last", "any".
std::string to_string(Decide decide);
/// The inverse of to_string; throws base::Error that lists the words.
Decide parse_decide(const std::string& text);

// The most that settings may have.
inline constexpr int kMaxProcesses = 1000;  // where counts of processes still leave room in 64-bit keys
inline constexpr int kMaxRounds = 1000;     // far past what can be checked
inline constexpr int kMaxStates =
    30;  // (state, lost) pairs are bits of a 64-bit set, two of which are reserved

/// A setting: how many processes, rounds and internal states, which faults, and what a transition sees.
struct Setting {
  int processes = 0;  // n
  int rounds = 0;     // r
  int states = 0;     // internal states
  FaultLimits faults;
  View view = View::kVector;
  Decide decide = Decide::kLast;
  int initial = 0;    // how many initial values the specification has
  int decisions = 0;  // how many decision values it has

  /// How many states a process can be in at `boundary` (0..rounds): initial values at 0, decisions at the
  /// end; in between internal states and, where decisions are taken early, those after them.
  int alphabet(int boundary) const {
    if (boundary == 0) return initial;
    if (boundary == rounds) return decisions;
    return states + (decide == Decide::kAny ? decisions : 0);
  }
  /// The decision that a state at a boundary is, or kUndecided.
  int decision(int boundary, int state) const {
    if (boundary == 0) return kUndecided;
    if (boundary == rounds) return state;
    return state < states ? kUndecided : state - states;
  }
  /// The state at a boundary after the first that is this decision.
  int decided(int boundary, int decision) const { return boundary == rounds ? decision : states + decision; }
  static constexpr int kUndecided = -1;

  auto operator<=>(const Setting&) const = default;
};

/// Throws base::Error, naming the flag, if the setting makes no sense or is past what 64-bit keys hold.
void validate(const Setting& setting);

/// The name of internal state `index`: a, b, ..., z, s26, s27, ...
std::string internal_name(int index);

/// What the name of a decision begins with where it is broadcast: "decided:zero".
inline const std::string kDecidedPrefix = "decided:";

/// 0 internal states stand for any number of them.
/// "3 processes, 3 rounds, 2 internal states, faults crash=2, vector view, decisions in the last round".
std::string describe(const Setting& setting);

}  // namespace ggms::model
