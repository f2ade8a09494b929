// Orders assignments for languages that run statements one after the other: a statement that reads a variable
// has to come before the one that writes it. A machine's rules read the variables that `messages` reads;
// printers compute the messages first.

#include "export/steps.h"

#include <algorithm>

#include "base/check.h"
#include "export/expr.h"

namespace ggms::exports {

namespace {

bool reads(const Assignment& assignment, int variable) {
  const bool in_index = assignment.index && exports::reads(*assignment.index, variable);
  return in_index || (assignment.value && exports::reads(*assignment.value, variable));
}

}  // namespace

bool reads(const Expr& expr, int variable) {
  if (expr.op() == Op::kVariable && expr.value() == variable) return true;
  return std::any_of(expr.arguments().begin(), expr.arguments().end(),
                     [&](const Expr& argument) { return reads(argument, variable); });
}

Expr is_for_mover(const System& system, const RuleBlock& block) {
  const Expr in_round = equal(variable(system.round), number(block.round));
  if (block.process == 0) return in_round;
  return all_of({in_round, equal(variable(system.turn), process(block.process))});
}

bool has_move(const Action& action) {
  return std::any_of(action.assignments.begin(), action.assignments.end(),
                     [](const Assignment& assignment) { return assignment.kind == Assignment::Kind::kMove; });
}

std::vector<Assignment> in_order(const Action& action) {
  std::vector<Assignment> left = action.assignments;
  std::vector<Assignment> ordered;
  while (!left.empty()) {
    const auto is_free = [&](const Assignment& candidate) {
      return std::none_of(left.begin(), left.end(), [&](const Assignment& other) {
        return other.variable != candidate.variable && reads(other, candidate.variable);
      });
    };
    const auto next = std::find_if(left.begin(), left.end(), is_free);
    CHECK(next != left.end());
    ordered.push_back(*next);
    left.erase(next);
  }
  return ordered;
}

}  // namespace ggms::exports
