// The results of a check, and the judgement of one execution: which property it breaks, if any.

#include "verify/check.h"

#include <numeric>

namespace ggms::verify {

std::uint64_t Check::total_configurations() const {
  return std::accumulate(configurations.begin(), configurations.end(), std::uint64_t{0});
}

std::string name_of(const model::Problem& problem, const Violation& violation) {
  if (violation.property == Violation::kUndefined) return "undefined";
  return problem.specification().properties[static_cast<std::size_t>(violation.property)].name;
}

std::optional<int> broken_property(const model::Problem& problem, const model::Execution& execution) {
  if (execution.missing) return Violation::kUndefined;
  const auto& properties = problem.specification().properties;
  for (std::size_t i = 0; i < properties.size(); ++i) {
    if (!spec::evaluate(problem.specification().formulas, properties[i].formula, execution.outcome)) {
      return static_cast<int>(i);
    }
  }
  return std::nullopt;
}

}  // namespace ggms::verify
