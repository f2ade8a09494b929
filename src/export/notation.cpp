// Writes expressions with operators between their arguments.

#include "export/notation.h"

namespace ggms::exports {

std::string Notation::joined(const Expr& expr, const std::string& between) const {
  std::string text;
  for (const Expr& argument : expr.arguments()) text += (text.empty() ? "" : between) + part(argument);
  return text;
}

std::string Notation::text(const Expr& expr) const {
  const auto spaced = [](const char* op) { return " " + std::string(op) + " "; };
  switch (expr.op()) {
    case Op::kTrue:
      return operators_.yes;
    case Op::kFalse:
      return operators_.no;
    case Op::kNot:
      if (expr[0].op() == Op::kEqual) return joined(expr[0], spaced(operators_.inequality));
      // the language writes negation as a call
      if (operators_.negation_is_call) return operators_.negation + ("(" + text(expr[0]) + ")");
      return operators_.negation + part(expr[0]);
    case Op::kAnd:
      return expr.arguments().empty() ? operators_.yes : joined(expr, spaced(operators_.conjunction));
    case Op::kOr:
      return expr.arguments().empty() ? operators_.no : joined(expr, spaced(operators_.disjunction));
    case Op::kImplies:
      return joined(expr, spaced(operators_.implication));
    case Op::kEqual:
      return joined(expr, spaced(operators_.equality));
    case Op::kLess:
      return joined(expr, spaced(operators_.less));
    case Op::kAtMost:
      return joined(expr, spaced(operators_.at_most));
    case Op::kPlus:
      return joined(expr, " + ");
    case Op::kIf:
      return conditional(expr);
    case Op::kForall:
    case Op::kExists:
    case Op::kCount:
      return quantified(expr);
    default:
      return word(expr);
  }
}

std::string Notation::part(const Expr& expr) const {
  switch (expr.op()) {
    case Op::kNot:
    case Op::kAnd:
    case Op::kOr:
    case Op::kImplies:
    case Op::kEqual:
    case Op::kLess:
    case Op::kAtMost:
    case Op::kPlus:
    case Op::kForall:
    case Op::kExists:
      return "(" + text(expr) + ")";
    case Op::kIf:
      return conditional_part(expr);
    default:
      return text(expr);
  }
}

}  // namespace ggms::exports
