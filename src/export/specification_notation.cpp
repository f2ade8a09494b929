// The notation that TLA+ and Quint share. Every quantifier gets a name of its own, because TLA+ does not let
// a name hide another.

#include "export/specification_notation.h"

#include <algorithm>

#include "export/steps.h"

namespace ggms::exports {

std::pair<std::string, std::string> SpecificationNotation::of_process(const Expr& body, int depth) const {
  const std::map<int, std::string> before = bound_;
  const std::string name = "p" + std::to_string(++level_);
  bound_[depth] = name;
  std::string inner = text(body);
  bound_ = before;
  --level_;
  return {std::move(inner), name};
}

std::string SpecificationNotation::permitted(const Action& action, std::size_t choice) const {
  permitted_ = static_cast<int>(choice);
  std::string condition = text(action.choices[choice].permitted);
  permitted_ = -1;
  return condition;
}

std::string SpecificationNotation::word(const Expr& expr) const {
  const auto index = static_cast<std::size_t>(expr.value());
  switch (expr.op()) {
    case Op::kNumber:
      return expr.value() < 0 ? "(" + std::to_string(expr.value()) + ")" : std::to_string(expr.value());
    case Op::kState:
      return system_.states[index];
    case Op::kVariable: {
      const std::string& name = system_.variables[index].name;
      return expr.arguments().empty() ? name : element(name, text(expr[0]));
    }
    case Op::kChoice:
      return expr.value() == permitted_ ? "it" : action_->choices[index].name;
    case Op::kMessage:
      return element("msg", text(expr[0]));
    case Op::kBound:
      return bound_.at(expr.value());
    default:
      return std::to_string(expr.value());
  }
}

std::vector<std::string> unchanged(const System& system, const Action& action) {
  std::vector<std::string> names;
  for (std::size_t v = 0; v < system.variables.size(); ++v) {
    const auto variable = static_cast<int>(v);
    const bool is_assigned =
        std::any_of(action.assignments.begin(), action.assignments.end(),
                    [&](const Assignment& assignment) { return assignment.variable == variable; });
    if (!is_assigned && !(variable == system.undefined && has_move(action)))
      names.push_back(system.variables[v].name);
  }
  return names;
}

}  // namespace ggms::exports
