// Brings properties to a form that is checked fast and exactly when receivers' outcomes are independent: "for
// all x0..xk: matrix". Universal quantifiers are pulled out over conjunctions and disjunctions; closed
// formulas about initial values become facts that are computed once a run; named processes become `x = p1`
// guards. A property with an existential quantifier left over stays as it is and is evaluated on whole
// outcomes.

#include "spec/compiled.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

#include "base/check.h"
#include "spec/choices.h"

namespace ggms::spec {

namespace {

constexpr std::size_t kMaxInitialFacts = std::numeric_limits<decltype(RunFacts::initial_facts)>::digits;
constexpr std::size_t kMaxUniversals = 256;  // past this, distributing costs more than whole outcomes do

bool is_atom(Op op) {
  return op >= Op::kSame;
}

bool is_global(Op op) {
  return op == Op::kLost || op == Op::kCrashed || op == Op::kFailuresAtLeast || op == Op::kInitialFact;
}

}  // namespace

/// Pulls universal quantifiers to the front of one formula.
class Prenexer {
 public:
  explicit Prenexer(Compiled& compiled) : compiled_(compiled), pool_(compiled.formulas_) {}

  /// The matrices whose conjunction, universally closed, is `formula`; nullopt if it is not universal.
  std::optional<std::vector<NodeId>> run(NodeId formula) {
    slots_ = 0;
    return pull(formula, true, {});
  }

  /// Renumbers the variables that a matrix uses to 0..k-1 and turns named processes into guarded variables.
  Universal close(NodeId matrix) {
    std::map<ProcessTerm, int> slot;
    collect(matrix, slot);
    NodeId renamed = rename(matrix, slot);
    for (const auto& [term, index] : slot) {
      if (!term.named) continue;
      const ProcessTerm variable{false, static_cast<std::uint8_t>(index)};
      renamed = pool_.implies(pool_.atom(Op::kSame, 0, variable, term), renamed);
    }
    return {static_cast<int>(slot.size()), renamed};
  }

 private:
  using Slots = std::map<int, int>;  // depth of a bound variable -> slot of the prenex form

  bool mentions_only_initial(NodeId id) const {
    const Node& node = pool_[id];
    if (is_atom(node.op)) {
      return node.op == Op::kInit || node.op == Op::kSame ||
             (node.op == Op::kCorrect && compiled_.correct_is_initial_);
    }
    return std::all_of(node.children.begin(), node.children.end(),
                       [&](NodeId child) { return mentions_only_initial(child); });
  }

  bool closed(NodeId id, std::vector<int> bound) const {
    const Node& node = pool_[id];
    if (is_atom(node.op)) {
      const auto known = [&](ProcessTerm t) {
        return t.named || std::find(bound.begin(), bound.end(), t.index) != bound.end();
      };
      return is_global(node.op) || (known(node.p) && (node.op != Op::kSame || known(node.q)));
    }
    if (node.op == Op::kForall || node.op == Op::kExists) bound.push_back(node.value);
    return std::all_of(node.children.begin(), node.children.end(),
                       [&](NodeId child) { return closed(child, bound); });
  }

  bool quantifier_free(NodeId id) const {
    const Node& node = pool_[id];
    if (node.op == Op::kForall || node.op == Op::kExists) return false;
    return std::all_of(node.children.begin(), node.children.end(),
                       [&](NodeId child) { return quantifier_free(child); });
  }

  std::optional<NodeId> as_initial_fact(NodeId id) {
    if (pool_[id].op == Op::kTrue || pool_[id].op == Op::kFalse) return std::nullopt;
    if (!mentions_only_initial(id) || !closed(id, {})) return std::nullopt;
    auto& facts = compiled_.initial_facts_;
    auto it = std::find(facts.begin(), facts.end(), id);
    if (it == facts.end()) {
      if (facts.size() == kMaxInitialFacts) return std::nullopt;
      it = facts.insert(facts.end(), id);
    }
    return pool_.atom(Op::kInitialFact, static_cast<int>(it - facts.begin()));
  }

  ProcessTerm placed(ProcessTerm term, const Slots& slots) const {
    return term.named ? term : ProcessTerm{false, static_cast<std::uint8_t>(slots.at(term.index))};
  }

  /// `id` without quantifiers but inside initial facts, its variables renamed; nullopt if a quantifier is
  /// left.
  std::optional<NodeId> matrix(NodeId id, const Slots& slots) {
    if (const auto fact = as_initial_fact(id)) return fact;
    const Node node = pool_[id];
    if (node.op == Op::kForall || node.op == Op::kExists) return std::nullopt;
    if (is_atom(node.op)) {
      if (is_global(node.op)) return id;
      const ProcessTerm q = node.op == Op::kSame ? placed(node.q, slots) : ProcessTerm{};
      return pool_.atom(node.op, node.value, placed(node.p, slots), q);
    }
    std::vector<NodeId> children;
    for (const NodeId child : node.children) {
      const auto part = matrix(child, slots);
      if (!part) return std::nullopt;
      children.push_back(*part);
    }
    if (node.op == Op::kNot) return pool_.negate(children[0]);
    if (node.op == Op::kAnd) return pool_.conjunction(children);
    if (node.op == Op::kOr) return pool_.disjunction(children);
    return id;
  }

  std::optional<std::vector<NodeId>> pull(NodeId id, bool positive, const Slots& slots) {
    if (const auto whole = matrix(id, slots)) {
      return std::vector<NodeId>{positive ? *whole : pool_.negate(*whole)};
    }
    const Node node = pool_[id];
    switch (node.op) {
      case Op::kNot:
        return pull(node.children[0], !positive, slots);
      case Op::kForall:
      case Op::kExists: {
        if ((node.op == Op::kForall) != positive || slots_ == Formulas::kMaxProcessVariables) {
          return std::nullopt;
        }
        Slots inner = slots;
        inner[node.value] = slots_++;
        return pull(node.children[0], positive, inner);
      }
      case Op::kAnd:
      case Op::kOr:
        return (node.op == Op::kAnd) == positive ? all_of(node, positive, slots)
                                                 : any_of(node, positive, slots);
      default:
        return std::nullopt;
    }
  }

  /// Each part becomes statements of its own, so all parts can use the same slots.
  std::optional<std::vector<NodeId>> all_of(const Node& node, bool positive, const Slots& slots) {
    std::vector<NodeId> all;
    const int first = slots_;
    int most = first;
    for (const NodeId child : node.children) {
      slots_ = first;
      const auto part = pull(child, positive, slots);
      if (!part) return std::nullopt;
      all.insert(all.end(), part->begin(), part->end());
      most = std::max(most, slots_);
    }
    slots_ = most;
    return all;
  }

  /// A disjunction of conjunctions of universals, distributed: their variables are distinct slots already.
  std::optional<std::vector<NodeId>> any_of(const Node& node, bool positive, const Slots& slots) {
    std::vector<NodeId> product{pool_.constant(false)};
    for (const NodeId child : node.children) {
      const auto part = pull(child, positive, slots);
      if (!part || part->size() * product.size() > kMaxUniversals) return std::nullopt;
      std::vector<NodeId> next;
      for (const NodeId a : product) {
        for (const NodeId b : *part) next.push_back(pool_.disjunction({a, b}));
      }
      product = std::move(next);
    }
    return product;
  }

  void collect(NodeId id, std::map<ProcessTerm, int>& slot) const {
    const Node& node = pool_[id];
    const auto add = [&](ProcessTerm term) { slot.try_emplace(term, static_cast<int>(slot.size())); };
    if (is_atom(node.op) && !is_global(node.op)) {
      // `x = p1` needs no variable of its own for p1: an observation knows the name of its process.
      if (node.op != Op::kSame || !node.p.named) add(node.p);
      if (node.op == Op::kSame && !node.q.named) add(node.q);
    }
    for (const NodeId child : node.children) collect(child, slot);
  }

  NodeId rename(NodeId id, const std::map<ProcessTerm, int>& slot) {
    const Node node = pool_[id];
    if (is_atom(node.op)) {
      if (is_global(node.op)) return id;
      const auto to = [&](ProcessTerm term) {
        const auto it = slot.find(term);
        const bool keep = it == slot.end() || (node.op == Op::kSame && term.named);
        return keep ? term : ProcessTerm{false, static_cast<std::uint8_t>(it->second)};
      };
      return pool_.atom(node.op, node.value, to(node.p), node.op == Op::kSame ? to(node.q) : ProcessTerm{});
    }
    std::vector<NodeId> children;
    for (const NodeId child : node.children) children.push_back(rename(child, slot));
    if (node.op == Op::kNot) return pool_.negate(children[0]);
    if (node.op == Op::kAnd) return pool_.conjunction(children);
    if (node.op == Op::kOr) return pool_.disjunction(children);
    return id;
  }

  Compiled& compiled_;
  Formulas& pool_;
  int slots_ = 0;
};

void Compiled::note_use(NodeId id) {
  for (const NodeId part : formulas_.parts(id)) {
    const Node& node = formulas_[part];
    uses_lost_ = uses_lost_ || node.op == Op::kLost;
    uses_connected_ = uses_connected_ || node.op == Op::kConnected;
    uses_decided_by_ = uses_decided_by_ || node.op == Op::kDecidedBy;
    uses_initial_ = uses_initial_ || node.op == Op::kInit;
    if (is_atom(node.op) && !is_global(node.op)) uses_names_ = uses_names_ || node.p.named || node.q.named;
  }
}

Requirement Compiled::compile(std::string name, NodeId formula) {
  Requirement requirement{std::move(name), formula, false, {}};
  Prenexer prenexer(*this);
  if (const auto matrices = prenexer.run(formula)) {
    requirement.is_universal = true;
    for (const NodeId matrix : *matrices) {
      if (matrix == Formulas::kTrueId) continue;
      requirement.universals.push_back(prenexer.close(matrix));
      note_use(requirement.universals.back().matrix);
    }
  } else {
    note_use(formula);
  }
  return requirement;
}

Compiled::Compiled(const Spec& spec, int processes, bool correct_is_initial)
    : correct_is_initial_(correct_is_initial), formulas_(spec.formulas) {
  for (const Property& property : spec.properties) {
    // The premise may say more than the property, where that is true of all runs and was folded away.
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
    if (!is_atom(node.op) || is_global(node.op)) continue;
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
  if (is_global(node.op)) return atom_holds(node, nullptr, false, facts);
  if (node.op == Op::kSame && (node.p.named || node.q.named)) {
    const ProcessTerm name = node.p.named ? node.p : node.q;
    const ProcessTerm variable = node.p.named ? node.q : node.p;
    return observed[variable.index]->name == name.index;
  }
  const bool same = node.op == Op::kSame && who[node.p.index] == who[node.q.index];
  return atom_holds(node, observed[node.p.index], same, facts);
}

}  // namespace ggms::spec
