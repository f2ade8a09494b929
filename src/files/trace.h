#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/problem.h"
#include "model/step.h"

namespace ggms::files {

// An execution as a sequence of states, with names in place of numbers: the variables of trace files
// (docs/files.md).

/// A message: its sender and its receiver.
using Message = std::pair<int, int>;

/// A run at a round boundary, and what happened in the round before it. Processes are 1-based, states are
/// names.
struct TraceState {
  int round = 0;                       // how many rounds are over
  std::map<int, std::string> initial;  // of every process, the same in every state
  std::map<int, std::string> picked;   // the fault word, for processes that were picked before the run
  std::map<int, std::string> crashed;  // the fault word, for processes that have crashed so far
  std::map<int, std::string> state;    // of processes that are up
  std::map<int, std::string> decided;  // the decisions so far
  std::map<int, std::map<int, std::string>>
      received;            // of processes that moved, per sender: its state, or "lost"
  std::set<int> split;     // one block; empty if there was no split
  std::set<Message> lost;  // messages to a process that moved that were sent and not received
  std::map<Message, std::string>
      forged;               // received messages to such a process, with a state that is not the sender's
  std::set<int> undefined;  // processes that needed a missing entry; then the run is over
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

/// The run of a machine under a scenario of the problem's setting: a state for each boundary, up to the round
/// in which an entry is missing.
std::vector<TraceState> trace_of(const model::Problem& problem, const model::Machine& machine,
                                 const model::Scenario& scenario);

/// The scenario of a trace: its initial values, and the faults that each state records. Ignores what the
/// states say about the machine. Throws base::Error ("states[2].crashed: ...") if names or numbers don't
/// belong to the problem; validate() checks whether the scenario is possible in the setting.
model::Scenario scenario_of_trace(const std::vector<TraceState>& trace, const model::Problem& problem);

}  // namespace ggms::files
