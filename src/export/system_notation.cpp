// Writes a system's expressions in languages like Promela and Murphi.

#include "export/system_notation.h"

#include "base/check.h"
#include "export/expr.h"

namespace ggms::exports {

namespace {

constexpr std::size_t kWidth = 80;  // columns; longer expressions are split into lines

/// The state in "how many messages are received as this state".
const Expr* counted_state(const Expr& count) {
  const Expr& body = count[0];
  if (body.op() != Op::kEqual || body[0].op() != Op::kMessage || body[1].op() != Op::kState) return nullptr;
  const Expr& sender = body[0][0];
  return sender.op() == Op::kBound && sender.value() == count.value() ? &body[1] : nullptr;
}

/// The name of a process variable: p, q, r, p3, p4, ...
std::string bound_name(int depth) {
  constexpr const char* kNames[] = {"p", "q", "r"};
  return depth < 3 ? kNames[depth] : "p" + std::to_string(depth);
}

}  // namespace

std::string SystemNotation::word(const Expr& expr) const {
  const auto at = [&](const auto& list) { return list[static_cast<std::size_t>(expr.value())]; };
  switch (expr.op()) {
    case Op::kNumber:
    case Op::kProcess:
      return std::to_string(expr.value());
    case Op::kState:
      return at(system_.states);
    case Op::kVariable:
      return at(system_.variables).name + (expr.arguments().empty() ? "" : "[" + text(expr[0]) + "]");
    case Op::kChoice:
      CHECK(action_);
      return at(action_->choices).name;
    case Op::kMessage:
      return "msg[" + text(expr[0]) + "]";
    case Op::kBound:
      return bound_name(expr.value());
    default:
      break;
  }
  base::check_failed(__FILE__, __LINE__, "an expression of one word was expected");
}

std::string SystemNotation::quantified(const Expr& expr) const {
  if (expr.op() == Op::kCount) {
    if (const Expr* state = counted_state(expr)) return "received[" + text(*state) + "]";
    return part(unrolled(expr, system_.processes));
  }
  const auto [before, behind] = quantifier(expr.op() == Op::kForall, bound_name(expr.value()));
  return before.empty() ? text(unrolled(expr, system_.processes))
                        : before + " " + text(expr[0]) + " " + behind;
}

std::string SystemNotation::lines(const Expr& expr, const std::string& indent) const {
  const std::string line = text(expr);
  if (line.size() <= kWidth) return line;
  if (expr.op() == Op::kForall || expr.op() == Op::kExists) {
    const auto [before, behind] = quantifier(expr.op() == Op::kForall, bound_name(expr.value()));
    if (before.empty()) return lines(unrolled(expr, system_.processes), indent);
    return before + "\n" + indent + "  " + lines(expr[0], indent + "  ") + "\n" + indent + behind;
  }
  const bool is_chain = expr.op() == Op::kAnd || expr.op() == Op::kOr;
  if (!is_chain && expr.op() != Op::kImplies) return line;
  const std::string sign = expr.op() == Op::kAnd  ? operators_.conjunction
                           : expr.op() == Op::kOr ? operators_.disjunction
                                                  : operators_.implication;
  std::string spread;
  for (const Expr& argument : expr.arguments()) {
    if (!spread.empty()) spread += "\n" + indent + sign + " ";
    const bool is_bare = part(argument) == text(argument);
    const std::string inner = lines(argument, indent + "    ");
    spread += is_bare ? inner : "(" + inner + ")";
  }
  return spread;
}

}  // namespace ggms::exports
