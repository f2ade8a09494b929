#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/problem.h"
#include "model/step.h"

namespace ggms::files {

// An execution as a sequence of states, spelt out: the variables of trace files (docs/files.md).

/// Who sent a message, and to whom.
using Message = std::pair<int, int>;

/// A run at a round boundary, and what happened in the round before it. Processes are 1-based, states are
/// names.
struct TraceState {
  int round = 0;                       // rounds that are over
  std::map<int, std::string> initial;  // of every process, in every state
  std::map<int, std::string> picked;   // the fault word, for those who were picked before the run
  std::map<int, std::string> crashed;  // the fault word, for those who have crashed so far
  std::map<int, std::string> state;    // of those who are up
  std::map<int, std::string> decided;  // what has been decided so far
  std::map<int, std::map<int, std::string>> received;  // of those who moved, per sender: its state, or "lost"
  std::set<int> split;                                 // one block; empty where there was no split
  std::set<Message> lost;                              // sent, to a process that moved, and not received
  std::map<Message, std::string> forged;               // the same, received, and not the sender's state
  std::set<int> undefined;  // who needed an entry that is missing; then the run is over
};

/// Calls visit(name, type, member) for each variable of a state, in order; the type as Apalache writes it.
template <class Visit>
void for_each_variable(const Visit& visit) {
  visit("round", "Int", &TraceState::round);
  visit("initial", "Int -> Str", &TraceState::initial);
  visit("picked", "Int -> Str", &TraceState::picked);
  visit("crashed", "Int -> Str", &TraceState::crashed);
  visit("state", "Int -> Str", &TraceState::state);
  visit("decided", "Int -> Str", &TraceState::decided);
  visit("received", "Int -> (Int -> Str)", &TraceState::received);
  visit("split", "Set(Int)", &TraceState::split);
  visit("lost", "Set(<<Int, Int>>)", &TraceState::lost);
  visit("forged", "<<Int, Int>> -> Str", &TraceState::forged);
  visit("undefined", "Set(Int)", &TraceState::undefined);
}

/// What the machine does under a scenario of the problem's setting: a state for each boundary, up to the
/// round in which an entry is missing.
std::vector<TraceState> trace_of(const model::Problem& problem, const model::Machine& machine,
                                 const model::Scenario& scenario);

/// The scenario of a trace's first state and of what happened before each other one, without what the states
/// say of the machine. Throws base::Error ("states[2].crashed: ...") where names or numbers are none of the
/// problem's; whether it is one of the setting's is for validate() to say.
model::Scenario scenario_of_trace(const std::vector<TraceState>& trace, const model::Problem& problem);

}  // namespace ggms::files
