#pragma once

#include <vector>

#include "export/layout.h"
#include "export/system.h"

namespace ggms::exports {

// The actions of a run, in its order. A layout says which variables there are.

/// Initial values, and who is picked as faulty by what.
Action begin_action(const Layout& layout);
/// Who crashes in a round and how it is split; only where Layout::has_adversary().
Action adversary_action(const Layout& layout);
/// What the next receiver hears and makes of it: "receive" and, where they can happen, "keep" (it has
/// decided) and "pass" (it makes no move).
std::vector<Action> reception_actions(const Layout& layout);
/// All move at once.
Action end_of_round_action(const Layout& layout);
/// That no move is missing, then the properties.
std::vector<Assertion> assertions(const Layout& layout);

/// Assignments in short.
Assignment assign(int variable, const Expr& value);
Assignment assign_all(int variable, const Expr& value);  // bound(0) in `value`: the process
Assignment assign_element(int variable, const Expr& process, const Expr& value);

}  // namespace ggms::exports
