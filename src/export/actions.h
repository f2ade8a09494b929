#pragma once

#include <vector>

#include "export/layout.h"
#include "export/system.h"

namespace ggms::exports {

// The actions of a run, in their order. A layout says which variables the system has.

/// Chooses initial values, and the picked processes of each fault word.
Action begin_action(const Layout& layout);
/// Chooses the crashes and the split of a round; only if Layout::has_adversary().
Action adversary_action(const Layout& layout);
/// The turn of the next receiver: "receive" (it moves) and, if they are possible, "keep" (it has decided) and
/// "pass" (it receives nothing).
std::vector<Action> reception_actions(const Layout& layout);
/// Gives all processes their new states.
Action end_of_round_action(const Layout& layout);
/// First that no move is missing, then the properties.
std::vector<Assertion> assertions(const Layout& layout);

/// Short ways to write assignments.
Assignment assign(int variable, const Expr& value);
Assignment assign_all(int variable, const Expr& value);  // bound(0) in `value`: the process
Assignment assign_element(int variable, const Expr& process, const Expr& value);

}  // namespace ggms::exports
