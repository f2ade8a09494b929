// Compiles a specification: finds the facts that a run has to carry because the properties look at them, and
// turns every property into universal statements if possible (prenex.h). A property in which an existential
// quantifier is left does not change; it is evaluated on whole outcomes.

#include "spec/compiled.h"

#include <algorithm>
#include <utility>

#include "base/error.h"
#include "spec/choices.h"
#include "spec/prenex.h"

namespace ggms::spec {

void Compiled::note_use(NodeId id) {
  for (const NodeId part : formulas_.parts(id)) {
    const Node& node = formulas_[part];
    uses_lost_ = uses_lost_ || node.op == Op::kLost;
    uses_connected_ = uses_connected_ || node.op == Op::kConnected;
    uses_decided_by_ = uses_decided_by_ || node.op == Op::kDecidedBy;
    uses_initial_ = uses_initial_ || node.op == Op::kInit;
    if (speaks_of_a_process(node.op)) uses_names_ = uses_names_ || node.p.named || node.q.named;
  }
}

Requirement Compiled::compile(std::string name, NodeId formula) {
  Requirement requirement{std::move(name), formula, false, {}};
  if (auto universals = universals_of(formula, formulas_, initial_facts_, correct_is_initial_)) {
    requirement.is_universal = true;
    requirement.universals = std::move(*universals);
    for (const Universal& universal : requirement.universals) note_use(universal.matrix);
  } else {
    note_use(formula);
  }
  return requirement;
}

Compiled::Compiled(const Spec& spec, int processes, bool correct_is_initial)
    : correct_is_initial_(correct_is_initial), formulas_(spec.formulas) {
  for (const Property& property : spec.properties) {
    // The premise may use more facts than the property, if the property is true of all runs and was folded.
    const int named = std::max(highest_named(property.formula), highest_named(property.premise));
    if (named > processes) {
      throw base::Error(spec.name, property.line, property.column,
                        "property '" + property.name + "' names p" + std::to_string(named) +
                            ", but there are " + std::to_string(processes) + " processes");
    }
    require_few_choices(spec, property, processes);
    properties_.push_back(compile(property.name, property.formula));
    if (!property.has_premise) continue;
    vacuity_property_.push_back(static_cast<int>(properties_.size()) - 1);
    vacuity_.push_back(compile(property.name, formulas_.negate(property.premise)));
  }
  for (const NodeId fact : initial_facts_) uses_names_ = uses_names_ || highest_named(fact) > 0;
}

int Compiled::highest_named(NodeId id) const {
  int highest = 0;
  for (const NodeId part : formulas_.parts(id)) {
    const Node& node = formulas_[part];
    if (!speaks_of_a_process(node.op)) continue;
    if (node.p.named) highest = std::max(highest, node.p.index + 1);
    if (node.op == Op::kSame && node.q.named) highest = std::max(highest, node.q.index + 1);
  }
  return highest;
}

std::uint64_t Compiled::initial_facts_of(const std::vector<int>& initial,
                                         const std::vector<bool>& correct) const {
  Outcome outcome;
  outcome.processes.resize(initial.size());
  for (std::size_t i = 0; i < initial.size(); ++i) {
    outcome.processes[i].initial = initial[i];
    outcome.processes[i].correct = correct.empty() || correct[i];
  }
  std::uint64_t facts = 0;
  for (std::size_t i = 0; i < initial_facts_.size(); ++i) {
    if (evaluate(formulas_, initial_facts_[i], outcome)) facts |= std::uint64_t{1} << i;
  }
  return facts;
}

bool matrix_holds(const Formulas& formulas, NodeId matrix, const std::vector<const Observation*>& observed,
                  const std::vector<int>& who, const RunFacts& facts) {
  const Node& node = formulas[matrix];
  const auto child_holds = [&](NodeId child) { return matrix_holds(formulas, child, observed, who, facts); };
  switch (node.op) {
    case Op::kTrue:
      return true;
    case Op::kFalse:
      return false;
    case Op::kNot:
      return !child_holds(node.children[0]);
    case Op::kAnd:
      return std::all_of(node.children.begin(), node.children.end(), child_holds);
    case Op::kOr:
      return std::any_of(node.children.begin(), node.children.end(), child_holds);
    default:
      break;
  }
  if (!speaks_of_a_process(node.op)) return atom_holds(node, nullptr, false, facts);
  if (node.op == Op::kSame && (node.p.named || node.q.named)) {
    const ProcessTerm name = node.p.named ? node.p : node.q;
    const ProcessTerm variable = node.p.named ? node.q : node.p;
    return observed[variable.index]->name == name.index;
  }
  const bool same = node.op == Op::kSame && who[node.p.index] == who[node.q.index];
  return atom_holds(node, observed[node.p.index], same, facts);
}

}  // namespace ggms::spec
