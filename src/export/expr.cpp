// Makes expressions. Each maker simplifies by its arguments; code that rebuilds an expression (bind,
// unrolled) uses the makers, so that the result is simplified again.

#include "export/expr.h"

#include <algorithm>
#include <functional>

#include "base/check.h"

namespace ggms::exports {

namespace {

bool is(const Expr& a, Op op) {
  return a.op() == op;
}

bool is_literal(const Expr& a) {
  return is(a, Op::kNumber) || is(a, Op::kProcess) || is(a, Op::kState) || is(a, Op::kTrue) ||
         is(a, Op::kFalse);
}

bool binds(Op op) {
  return op == Op::kForall || op == Op::kExists || op == Op::kCount;
}

/// A conjunction or disjunction without repetitions. An argument `neutral` changes nothing; its opposite
/// decides the result.
Expr junction(Op op, const std::vector<Expr>& parts) {
  const Op neutral = op == Op::kAnd ? Op::kTrue : Op::kFalse;
  const Op settling = op == Op::kAnd ? Op::kFalse : Op::kTrue;
  std::vector<Expr> flat;
  const auto add = [&](const Expr& part) {
    if (std::find(flat.begin(), flat.end(), part) == flat.end()) flat.push_back(part);
  };
  for (const Expr& part : parts) {
    if (is(part, settling)) return Expr(settling);
    if (is(part, neutral)) continue;
    if (is(part, op)) {
      for (const Expr& inner : part.arguments()) add(inner);
    } else {
      add(part);
    }
  }
  for (const Expr& part : flat) {
    if (is(part, Op::kNot) && std::find(flat.begin(), flat.end(), part[0]) != flat.end())
      return Expr(settling);
  }
  if (flat.empty()) return Expr(neutral);
  return flat.size() == 1 ? flat[0] : Expr(op, flat);
}

Expr remade(const Expr& expr, const std::vector<Expr>& arguments) {
  switch (expr.op()) {
    case Op::kNot:
      return negation(arguments[0]);
    case Op::kAnd:
      return all_of(arguments);
    case Op::kOr:
      return any_of(arguments);
    case Op::kImplies:
      return implies(arguments[0], arguments[1]);
    case Op::kEqual:
      return equal(arguments[0], arguments[1]);
    case Op::kLess:
      return less(arguments[0], arguments[1]);
    case Op::kAtMost:
      return at_most(arguments[0], arguments[1]);
    case Op::kPlus:
      return plus(arguments);
    case Op::kIf:
      return if_then_else(arguments[0], arguments[1], arguments[2]);
    case Op::kForall:
      return forall(expr.value(), arguments[0]);
    case Op::kExists:
      return exists(expr.value(), arguments[0]);
    default:
      return {expr.op(), expr.value(), arguments};
  }
}

}  // namespace

Expr::Expr(Op op, int value, std::vector<Expr> arguments)
    : node_(std::make_shared<const Node>(Node{op, value, std::move(arguments)})) {}

bool operator==(const Expr& a, const Expr& b) {
  if (a.op() != b.op() || a.value() != b.value() || a.arguments().size() != b.arguments().size())
    return false;
  return std::equal(a.arguments().begin(), a.arguments().end(), b.arguments().begin());
}

Expr constant(bool value) {
  return Expr(value ? Op::kTrue : Op::kFalse);
}
Expr number(int value) {
  return {Op::kNumber, value};
}
Expr process(int p) {
  return {Op::kProcess, p};
}
Expr state(int index) {
  return {Op::kState, index};
}
Expr variable(int index) {
  return {Op::kVariable, index};
}
Expr element(int variable, const Expr& process) {
  return {Op::kVariable, variable, {process}};
}
Expr choice(int index) {
  return {Op::kChoice, index};
}
Expr message(const Expr& sender) {
  return {Op::kMessage, 0, {sender}};
}
Expr bound(int depth) {
  return {Op::kBound, depth};
}

Expr negation(const Expr& a) {
  if (is(a, Op::kTrue)) return constant(false);
  if (is(a, Op::kFalse)) return constant(true);
  if (is(a, Op::kNot)) return a[0];
  return {Op::kNot, 0, {a}};
}

Expr all_of(const std::vector<Expr>& parts) {
  return junction(Op::kAnd, parts);
}
Expr any_of(const std::vector<Expr>& parts) {
  return junction(Op::kOr, parts);
}

Expr implies(const Expr& a, const Expr& b) {
  if (is(a, Op::kTrue) || is(b, Op::kTrue)) return b;
  if (is(a, Op::kFalse)) return constant(true);
  if (is(b, Op::kFalse)) return negation(a);
  return {Op::kImplies, 0, {a, b}};
}

Expr equal(const Expr& a, const Expr& b) {
  if (a == b) return constant(true);
  if (is_literal(a) && is_literal(b)) return constant(false);
  if (is(a, Op::kTrue)) return b;
  if (is(b, Op::kTrue)) return a;
  if (is(a, Op::kFalse)) return negation(b);
  if (is(b, Op::kFalse)) return negation(a);
  return {Op::kEqual, 0, {a, b}};
}

Expr less(const Expr& a, const Expr& b) {
  if (is_literal(a) && is_literal(b)) return constant(a.value() < b.value());
  return {Op::kLess, 0, {a, b}};
}

Expr at_most(const Expr& a, const Expr& b) {
  if (is_literal(a) && is_literal(b)) return constant(a.value() <= b.value());
  return {Op::kAtMost, 0, {a, b}};
}

Expr plus(const std::vector<Expr>& parts) {
  int sum = 0;
  std::vector<Expr> open;
  for (const Expr& part : parts) {
    if (is(part, Op::kNumber)) {
      sum += part.value();
    } else if (is(part, Op::kPlus)) {
      for (const Expr& inner : part.arguments()) {
        if (is(inner, Op::kNumber)) {
          sum += inner.value();
        } else {
          open.push_back(inner);
        }
      }
    } else {
      open.push_back(part);
    }
  }
  if (sum != 0 || open.empty()) open.push_back(number(sum));
  return open.size() == 1 ? open[0] : Expr(Op::kPlus, open);
}

Expr if_then_else(const Expr& condition, const Expr& a, const Expr& b) {
  if (is(condition, Op::kTrue) || a == b) return a;
  if (is(condition, Op::kFalse)) return b;
  if (is(condition, Op::kNot)) return if_then_else(condition[0], b, a);
  if (is(a, Op::kTrue)) return any_of({condition, b});
  if (is(a, Op::kFalse)) return all_of({negation(condition), b});
  if (is(b, Op::kTrue)) return implies(condition, a);
  if (is(b, Op::kFalse)) return all_of({condition, a});
  return {Op::kIf, 0, {condition, a, b}};
}

Expr one_if(const Expr& condition) {
  return if_then_else(condition, number(1), number(0));
}

Expr forall(int depth, const Expr& body) {
  return is_literal(body) ? body : Expr(Op::kForall, depth, {body});
}
Expr exists(int depth, const Expr& body) {
  return is_literal(body) ? body : Expr(Op::kExists, depth, {body});
}
Expr count(int depth, const Expr& body, int processes) {
  if (is(body, Op::kFalse)) return number(0);
  if (is(body, Op::kTrue)) return number(processes);
  return {Op::kCount, depth, {body}};
}

Expr rebuilt(const Expr& expr, const Replacement& replace) {
  std::vector<Expr> arguments;
  for (const Expr& argument : expr.arguments()) arguments.push_back(rebuilt(argument, replace));
  const std::optional<Expr> other = replace({expr.op(), expr.value(), arguments});
  if (other) return *other;
  return arguments.empty() ? expr : remade(expr, arguments);
}

Expr bind(const Expr& expr, int depth, const Expr& process) {
  if (is(expr, Op::kBound) && expr.value() == depth) return process;
  if (binds(expr.op()) && expr.value() == depth) return expr;  // an inner quantifier binds the same depth
  std::vector<Expr> arguments;
  for (const Expr& argument : expr.arguments()) arguments.push_back(bind(argument, depth, process));
  return arguments.empty() ? expr : remade(expr, arguments);
}

Expr with_choice(const Expr& expr, int choice, const Expr& value) {
  return rebuilt(expr, [&](const Expr& part) -> std::optional<Expr> {
    if (is(part, Op::kChoice) && part.value() == choice) return value;
    return std::nullopt;
  });
}

Expr unrolled(const Expr& expr, int processes) {
  return rebuilt(expr, [&](const Expr& part) -> std::optional<Expr> {
    if (!binds(part.op())) return std::nullopt;
    std::vector<Expr> parts;
    for (int p = 1; p <= processes; ++p) parts.push_back(bind(part[0], part.value(), process(p)));
    if (is(part, Op::kForall)) return all_of(parts);
    if (is(part, Op::kExists)) return any_of(parts);
    for (Expr& one : parts) one = one_if(one);
    return plus(parts);
  });
}

}  // namespace ggms::exports
