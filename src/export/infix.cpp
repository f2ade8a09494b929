// Expressions with operators between their arguments, and no parentheses that a reader could do without.

#include "export/infix.h"

#include <algorithm>

#include "base/check.h"
#include "export/expr.h"

namespace ggms::exports {

namespace {

constexpr std::size_t kWidth = 80;  // columns; what is longer is spread over lines

/// Of "how many messages are received as this state" the state.
const Expr* counted_state(const Expr& count) {
  const Expr& body = count[0];
  if (body.op() != Op::kEqual || body[0].op() != Op::kMessage || body[1].op() != Op::kState) return nullptr;
  const Expr& sender = body[0][0];
  return sender.op() == Op::kBound && sender.value() == count.value() ? &body[1] : nullptr;
}

bool is_quantifier(const Expr& expr) {
  return expr.op() == Op::kForall || expr.op() == Op::kExists;
}

/// What a process variable is called: p, q, r, p3, p4, ...
std::string bound_name(int depth) {
  constexpr const char* kNames[] = {"p", "q", "r"};
  return depth < 3 ? kNames[depth] : "p" + std::to_string(depth);
}

}  // namespace

std::pair<std::string, std::string> Infix::quantifier(bool, const std::string&) const {
  return {};
}

std::string Infix::text(const Expr& expr, const Action* action) const {
  return piece(expr, action).text;
}

std::string Infix::lines(const Expr& expr, const Action* action, const std::string& indent) const {
  std::string line = text(expr, action);
  if (line.size() <= kWidth) return line;
  if (is_quantifier(expr)) {
    const auto [before, behind] = quantifier(expr.op() == Op::kForall, bound_name(expr.value()));
    if (before.empty()) return lines(unrolled(expr, system_.processes), action, indent);
    return before + "\n" + indent + "  " + lines(expr[0], action, indent + "  ") + "\n" + indent + behind;
  }
  if (expr.op() == Op::kImplies) {
    if (signs_.implies.empty()) return lines(any_of({negation(expr[0]), expr[1]}), action, indent);
    const bool parenthesised = piece(expr[1], action).level <= Level::kOr;
    const std::string second = lines(expr[1], action, indent + "  ");
    return within(expr[0], Level::kOr, action) + " " + signs_.implies + "\n" + indent + "  " +
           (parenthesised ? "(" + second + ")" : second);
  }
  const bool is_and = expr.op() == Op::kAnd;
  if (!is_and && expr.op() != Op::kOr) return line;
  line.clear();
  for (const Expr& part : expr.arguments()) {
    if (!line.empty()) line += "\n" + indent + (is_and ? signs_.conjunction : signs_.disjunction) + " ";
    const bool parenthesised = piece(part, action).level <= (is_and ? Level::kAnd : Level::kOr);
    const std::string inner = lines(part, action, indent + "    ");
    line += parenthesised ? "(" + inner + ")" : inner;
  }
  return line;
}

std::string Infix::within(const Expr& expr, Level level, const Action* action) const {
  const Piece inner = piece(expr, action);
  return inner.level > level ? inner.text : "(" + inner.text + ")";
}

Infix::Piece Infix::comparison(const Expr& expr, const std::string& sign, const Action* action) const {
  return {within(expr[0], Level::kComparison, action) + " " + sign + " " +
              within(expr[1], Level::kComparison, action),
          Level::kComparison};
}

Infix::Piece Infix::chain(const Expr& expr, const std::string& sign, Level level,
                          const Action* action) const {
  std::string text;
  for (const Expr& part : expr.arguments()) {
    if (!text.empty()) text += " " + sign + " ";
    text += within(part, level, action);
  }
  return {text, level};
}

Infix::Piece Infix::piece(const Expr& expr, const Action* action) const {
  const auto at = [&](const auto& list) { return list[static_cast<std::size_t>(expr.value())]; };
  switch (expr.op()) {
    case Op::kTrue:
      return {"true"};
    case Op::kFalse:
      return {"false"};
    case Op::kNumber:
    case Op::kProcess:
      return {std::to_string(expr.value())};
    case Op::kState:
      return {at(system_.states)};
    case Op::kVariable: {
      const std::string name = at(system_.variables).name;
      return {expr.arguments().empty() ? name : name + "[" + text(expr[0], action) + "]"};
    }
    case Op::kChoice:
      return {at(action->choices).name};
    case Op::kMessage:
      return {message(text(expr[0], action))};
    case Op::kNot:
      if (expr[0].op() == Op::kEqual) return comparison(expr[0], signs_.differs, action);
      return {signs_.negation + within(expr[0], Level::kSum, action)};
    case Op::kAnd:
      return chain(expr, signs_.conjunction, Level::kAnd, action);
    case Op::kOr:
      return chain(expr, signs_.disjunction, Level::kOr, action);
    case Op::kImplies:
      if (signs_.implies.empty()) return piece(any_of({negation(expr[0]), expr[1]}), action);
      return {within(expr[0], Level::kOr, action) + " " + signs_.implies + " " +
                  within(expr[1], Level::kOr, action),
              Level::kOr};
    case Op::kEqual:
      return comparison(expr, signs_.equal, action);
    case Op::kLess:
      return comparison(expr, signs_.less, action);
    case Op::kAtMost:
      return comparison(expr, signs_.at_most, action);
    case Op::kPlus: {
      std::vector<Expr> parts;
      for (const Expr& part : expr.arguments())
        parts.push_back(part.op() == Op::kCount && !counted_state(part) ? unrolled(part, system_.processes)
                                                                        : part);
      return chain(plus(parts), "+", Level::kSum, action);
    }
    case Op::kIf:
      if (expr[1] == number(1) && expr[2] == number(0))
        return {as_number(within(expr[0], Level::kSum, action))};
      return {conditional(within(expr[0], Level::kOr, action), within(expr[1], Level::kComparison, action),
                          within(expr[2], Level::kComparison, action))};
    case Op::kForall:
    case Op::kExists: {
      const auto [before, behind] = quantifier(expr.op() == Op::kForall, bound_name(expr.value()));
      if (before.empty()) return piece(unrolled(expr, system_.processes), action);
      return {before + " " + text(expr[0], action) + " " + behind};
    }
    case Op::kCount:
      if (const Expr* state = counted_state(expr)) return {received(text(*state, action))};
      return piece(unrolled(expr, system_.processes), action);
    case Op::kBound:
      return {bound_name(expr.value())};
  }
  base::check_failed(__FILE__, __LINE__, "every operation has a text");
}

}  // namespace ggms::exports
