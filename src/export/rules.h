#pragma once

#include <functional>
#include <vector>

#include "export/system.h"
#include "model/machine.h"

namespace ggms::exports {

/// How rules speak of states.
struct RuleWords {
  std::function<int(int boundary, int state)> state;  // the index in System::states
  int lost = 0;                                       // that of what a lost message is received as
  Expr own;                                           // the state of the process that moves, in counts+own
};

/// The machine as rules, a block for each round, and for each process in vector+id. Entries are merged, but
/// exactly: of all vectors that a process which moves can receive, a rule covers those that the machine has
/// an entry for and no others.
std::vector<RuleBlock> rules_of(const model::Machine& machine, const RuleWords& words);

}  // namespace ggms::exports
