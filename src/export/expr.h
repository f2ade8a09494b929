#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "export/system.h"

namespace ggms::exports {

// Makes simplified expressions: the makers fold constants and flatten conjunctions and disjunctions, so that
// printed models contain neither repetitions nor conditions that the setting decides.

bool operator==(const Expr& a, const Expr& b);

Expr constant(bool value);
Expr number(int value);
Expr process(int p);  // 1 .. n
Expr state(int index);
Expr variable(int index);
Expr element(int variable, const Expr& process);
Expr choice(int index);
Expr message(const Expr& sender);
Expr bound(int depth);

Expr negation(const Expr& a);
Expr all_of(const std::vector<Expr>& parts);
Expr any_of(const std::vector<Expr>& parts);
Expr implies(const Expr& a, const Expr& b);
Expr equal(const Expr& a, const Expr& b);
Expr less(const Expr& a, const Expr& b);
Expr at_most(const Expr& a, const Expr& b);
Expr plus(const std::vector<Expr>& parts);
Expr if_then_else(const Expr& condition, const Expr& a, const Expr& b);
/// 1 if the condition is true, else 0.
Expr one_if(const Expr& condition);
Expr forall(int depth, const Expr& body);
Expr exists(int depth, const Expr& body);
Expr count(int depth, const Expr& body, int processes);

/// Gives a replacement for a part of an expression, whose arguments are already rebuilt; nullopt: keep it.
using Replacement = std::function<std::optional<Expr>(const Expr&)>;
/// The expression rebuilt from the leaves up, with the replacements that `replace` gives.
Expr rebuilt(const Expr& expr, const Replacement& replace);
/// The expression with a process in place of the variable that a quantifier of that depth binds.
Expr bind(const Expr& expr, int depth, const Expr& process);
/// The expression with a literal in place of a choice.
Expr with_choice(const Expr& expr, int choice, const Expr& value);
/// The expression with quantifiers and counts written out for the processes 1 .. n.
Expr unrolled(const Expr& expr, int processes);

}  // namespace ggms::exports
