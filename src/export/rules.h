#pragma once

#include <functional>
#include <vector>

#include "export/system.h"
#include "model/machine.h"

namespace ggms::exports {

/// The expressions that rules use for states.
struct RuleWords {
  std::function<int(int boundary, int state)> state;  // the index in System::states
  int lost = 0;                                       // the index of the state that stands for a lost message
  Expr own;                                           // the state of the process that moves, in counts+own
};

/// The machine as rules, a block for each round, and for each process in vector+id. Merges entries exactly:
/// of all vectors that a process which moves can receive, the rules cover those for which the machine has an
/// entry, and no others.
std::vector<RuleBlock> rules_of(const model::Machine& machine, const RuleWords& words);

}  // namespace ggms::exports
