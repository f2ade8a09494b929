// Counts the ways to choose the processes that a property speaks of. Every evaluator goes through all of them
// in the end, so ggms refuses a property that has too many before any work. `certify` does so with a bound of
// its own (audit/choices.cpp), in the same words.

#include "spec/choices.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include <fmt/format.h>

#include "base/error.h"

namespace ggms::spec {

namespace {

int nested(const Formulas& formulas, NodeId id, std::unordered_map<NodeId, int>& known) {
  if (const auto it = known.find(id); it != known.end()) return it->second;
  const Node& node = formulas[id];
  int variables = 0;
  for (const NodeId child : node.children) variables = std::max(variables, nested(formulas, child, known));
  // Every quantifier's variable occurs: Formulas::quantify drops the others.
  if (node.op == Op::kForall || node.op == Op::kExists) ++variables;
  return known[id] = variables;
}

}  // namespace

int nested_variables(const Formulas& formulas, NodeId formula) {
  std::unordered_map<NodeId, int> known;
  return nested(formulas, formula, known);
}

double choices(int processes, int variables) {
  return std::pow(processes, variables);
}

void require_few_choices(const Spec& spec, const Property& property, int processes) {
  const int variables = nested_variables(spec.formulas, property.formula);
  if (choices(processes, variables) <= std::ldexp(1.0, kMaxChoicesLog2)) return;
  throw base::Error(
      spec.name, property.line, property.column,
      fmt::format("property '{}' has {}^{} ways to choose its processes; at most 2^{} can be gone through",
                  property.name, processes, variables, kMaxChoicesLog2));
}

}  // namespace ggms::spec
