// Builds the action that ends a round, and the assertions about the end of the run.

#include <algorithm>

#include "base/check.h"
#include "export/actions.h"
#include "export/names.h"

namespace ggms::exports {

namespace {

/// Translates a property of the specification into an expression over the system's variables.
class Translation {
 public:
  explicit Translation(const Layout& layout)
      : layout_(layout), formulas_(layout.problem().specification().formulas) {}

  /// `depth`: the first depth that no surrounding quantifier binds.
  Expr of(spec::NodeId id, int depth) const {
    const spec::Node& node = formulas_[id];
    std::vector<Expr> parts;
    const bool quantified = node.op == spec::Op::kForall || node.op == spec::Op::kExists;
    for (const spec::NodeId child : node.children)
      parts.push_back(of(child, quantified ? std::max(depth, node.value + 1) : depth));
    switch (node.op) {
      case spec::Op::kTrue:
        return constant(true);
      case spec::Op::kFalse:
        return constant(false);
      case spec::Op::kNot:
        return negation(parts[0]);
      case spec::Op::kAnd:
        return all_of(parts);
      case spec::Op::kOr:
        return any_of(parts);
      case spec::Op::kForall:
        return forall(node.value, parts[0]);
      case spec::Op::kExists:
        return exists(node.value, parts[0]);
      case spec::Op::kLost:
        return variable(layout_.loss_seen);
      case spec::Op::kCrashed:
        return exists(depth, layout_.crashed_ever(bound(depth)));
      case spec::Op::kFailuresAtLeast:
        return at_most(number(node.value),
                       count(depth, layout_.is_faulty(bound(depth)), layout_.processes()));
      case spec::Op::kSame:
        return equal(process_of(node.p), process_of(node.q));
      default:
        return atom(node, process_of(node.p));
    }
  }

 private:
  static Expr process_of(spec::ProcessTerm term) {
    return term.named ? process(term.index + 1) : bound(term.index);
  }

  /// An atom about one process.
  Expr atom(const spec::Node& node, const Expr& p) const {
    const Expr decision = element(layout_.decision == Layout::kAbsent ? layout_.own : layout_.decision, p);
    switch (node.op) {
      case spec::Op::kInit:
        return equal(element(layout_.initial, p), layout_.initial_value(node.value));
      case spec::Op::kDecides:
        return equal(decision, layout_.decision_value(node.value));
      case spec::Op::kCorrect:
        return negation(layout_.is_faulty(p));
      case spec::Op::kConnected:
        return element(layout_.connected, p);
      case spec::Op::kDecidedBy:
        break;
      default:
        base::check_failed(__FILE__, __LINE__, "an atom about a process was expected");
    }
    if (node.value >= layout_.setting().rounds) return layout_.is_decision(decision);
    if (node.value <= 0 || !layout_.decides_early()) return constant(false);
    const Expr in = element(layout_.decided_in, p);
    return all_of({less(number(0), in), at_most(in, number(node.value))});
  }

  const Layout& layout_;
  const spec::Formulas& formulas_;
};

}  // namespace

Action end_of_round_action(const Layout& layout) {
  const Expr p = bound(0);
  const int rounds = layout.setting().rounds;
  const Expr reached = element(layout.after, p);
  Action action{"end_of_round",
                "all who moved are in their new states",
                all_of({layout.is(Phase::kEndOfRound), negation(variable(layout.undefined))}),
                {},
                {},
                {}};
  const auto has = [](int variable) { return variable != Layout::kAbsent; };
  const auto add = [&](const Assignment& assignment) { action.assignments.push_back(assignment); };
  add(assign_all(layout.own, if_then_else(layout.flag(layout.left, p), layout.none(), reached)));
  add(assign_all(layout.after, layout.none()));
  if (has(layout.decision)) {
    add(assign_all(layout.decision,
                   if_then_else(layout.is_decision(reached), reached, element(layout.decision, p))));
  }
  if (has(layout.decided_in)) {
    const Expr before = element(layout.decided_in, p);
    const Expr now = all_of({equal(before, number(0)), layout.is_decision(reached)});
    add(assign_all(layout.decided_in, if_then_else(now, variable(layout.round), before)));
  }
  if (has(layout.connected)) {
    const Expr moved =
        all_of({negation(equal(reached, layout.none())), negation(layout.flag(layout.left, p))});
    const Expr most = less(number(layout.processes() / 2), element(layout.hearers, p));
    add(assign_all(layout.connected, all_of({element(layout.connected, p), moved, most})));
    add(assign_all(layout.hearers, number(0)));
  }
  if (has(layout.apart)) add(assign_all(layout.apart, constant(false)));
  if (has(layout.losses)) add(assign(layout.losses, number(0)));
  add(assign(layout.round, plus({variable(layout.round), number(1)})));
  add(assign(layout.phase, if_then_else(equal(variable(layout.round), number(rounds)),
                                        number(static_cast<int>(Phase::kOver)),
                                        number(static_cast<int>(layout.first_phase())))));
  return action;
}

std::vector<Assertion> assertions(const Layout& layout) {
  Names names;
  std::vector<Assertion> all = {{names.fresh("defined_holds"), "every process that moves has a move",
                                 negation(variable(layout.undefined))}};
  const Translation translation(layout);
  for (const spec::Property& property : layout.problem().specification().properties) {
    all.push_back({names.fresh(property.name + "_holds"), property.name,
                   implies(layout.at_end(), translation.of(property.formula, 0))});
  }
  return all;
}

}  // namespace ggms::exports
