// Evaluates guards, and so handles the kinds of expressions that rules contain.

#include "export/guards.h"

#include <algorithm>

#include "base/check.h"

namespace ggms::exports {

namespace {

struct Sight {
  const std::vector<int>& messages;
  int own;
};

/// The value of an expression: numbers, states and processes as they are, truth as 1 and 0.
int value(const Expr& expr, const Sight& sight, int bound) {
  const auto of = [&](std::size_t i) { return value(expr[i], sight, bound); };
  const auto is_true = [&](const Expr& part) { return value(part, sight, bound) != 0; };
  const std::vector<Expr>& parts = expr.arguments();
  switch (expr.op()) {
    case Op::kTrue:
      return 1;
    case Op::kFalse:
      return 0;
    case Op::kNumber:
    case Op::kProcess:
    case Op::kState:
      return expr.value();
    case Op::kVariable:
      return sight.own;
    case Op::kMessage:
      return sight.messages[static_cast<std::size_t>(of(0)) - 1];
    case Op::kBound:
      return bound;
    case Op::kNot:
      return 1 - of(0);
    case Op::kAnd:
      return std::all_of(parts.begin(), parts.end(), is_true) ? 1 : 0;
    case Op::kOr:
      return std::any_of(parts.begin(), parts.end(), is_true) ? 1 : 0;
    case Op::kEqual:
      return of(0) == of(1) ? 1 : 0;
    case Op::kAtMost:
      return of(0) <= of(1) ? 1 : 0;
    case Op::kCount: {
      int count = 0;
      for (std::size_t p = 1; p <= sight.messages.size(); ++p)
        count += value(expr[0], sight, static_cast<int>(p));
      return count;
    }
    default:
      base::check_failed(__FILE__, __LINE__, "no rule has this in its guard");
  }
}

}  // namespace

bool applies(const Rule& rule, const std::vector<int>& messages, int own) {
  return value(rule.guard, {messages, own}, 0) != 0;
}

}  // namespace ggms::exports
