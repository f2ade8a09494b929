#pragma once

#include <vector>

#include "export/system.h"

namespace ggms::exports {

/// An action's assignments in an order in which running one after the other has the effect of running all at
/// once. Throws base::InternalError if there is no such order.
std::vector<Assignment> in_order(const Action& action);

/// Whether an action moves by the rules; then it sets System::undefined too.
bool has_move(const Action& action);

/// That a block's rules are those of the round, and of the process whose turn it is.
Expr is_for_mover(const System& system, const RuleBlock& block);

/// Whether an expression speaks of a variable.
bool reads(const Expr& expr, int variable);

}  // namespace ggms::exports
