// Pulls universal quantifiers out of conjunctions and disjunctions, turns closed formulas about initial
// values into facts that are computed once per run, and named processes into guards `x = p1`. The check of
// this form is fast, and exact if receivers' outcomes are independent.

#include "spec/prenex.h"

#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "spec/outcome.h"

namespace ggms::spec {

namespace {

constexpr std::size_t kMaxInitialFacts = std::numeric_limits<decltype(RunFacts::initial_facts)>::digits;
constexpr std::size_t kMaxUniversals = 256;  // with more, distributing costs more than whole outcomes

/// Pulls universal quantifiers to the front of one formula.
class Prenexer {
 public:
  Prenexer(Formulas& pool, std::vector<NodeId>& initial_facts, bool correct_is_initial)
      : pool_(pool), initial_facts_(initial_facts), correct_is_initial_(correct_is_initial) {}

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
      return node.op == Op::kInit || node.op == Op::kSame || (node.op == Op::kCorrect && correct_is_initial_);
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
      return !speaks_of_a_process(node.op) || (known(node.p) && (node.op != Op::kSame || known(node.q)));
    }
    if (is_quantifier(node.op)) bound.push_back(node.value);
    return std::all_of(node.children.begin(), node.children.end(),
                       [&](NodeId child) { return closed(child, bound); });
  }

  bool quantifier_free(NodeId id) const {
    const Node& node = pool_[id];
    if (is_quantifier(node.op)) return false;
    return std::all_of(node.children.begin(), node.children.end(),
                       [&](NodeId child) { return quantifier_free(child); });
  }

  std::optional<NodeId> as_initial_fact(NodeId id) {
    if (pool_[id].op == Op::kTrue || pool_[id].op == Op::kFalse) return std::nullopt;
    if (!mentions_only_initial(id) || !closed(id, {})) return std::nullopt;
    auto it = std::find(initial_facts_.begin(), initial_facts_.end(), id);
    if (it == initial_facts_.end()) {
      if (initial_facts_.size() == kMaxInitialFacts) return std::nullopt;
      it = initial_facts_.insert(initial_facts_.end(), id);
    }
    return pool_.atom(Op::kInitialFact, static_cast<int>(it - initial_facts_.begin()));
  }

  ProcessTerm placed(ProcessTerm term, const Slots& slots) const {
    return term.named ? term : ProcessTerm{false, static_cast<std::uint8_t>(slots.at(term.index))};
  }

  /// `id` without quantifiers but inside initial facts, its variables renamed; nullopt if a quantifier is
  /// left.
  std::optional<NodeId> matrix(NodeId id, const Slots& slots) {
    if (const auto fact = as_initial_fact(id)) return fact;
    const Node node = pool_[id];
    if (is_quantifier(node.op)) return std::nullopt;
    if (is_atom(node.op)) {
      if (!speaks_of_a_process(node.op)) return id;
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

  /// Each part becomes separate statements, so all parts can use the same slots.
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
    if (speaks_of_a_process(node.op)) {
      // `x = p1` needs no variable of its own for p1: an observation knows the name of its process.
      if (node.op != Op::kSame || !node.p.named) add(node.p);
      if (node.op == Op::kSame && !node.q.named) add(node.q);
    }
    for (const NodeId child : node.children) collect(child, slot);
  }

  NodeId rename(NodeId id, const std::map<ProcessTerm, int>& slot) {
    const Node node = pool_[id];
    if (is_atom(node.op)) {
      if (!speaks_of_a_process(node.op)) return id;
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

  Formulas& pool_;
  std::vector<NodeId>& initial_facts_;
  const bool correct_is_initial_;
  int slots_ = 0;
};

}  // namespace

std::optional<std::vector<Universal>> universals_of(NodeId formula, Formulas& formulas,
                                                    std::vector<NodeId>& initial_facts,
                                                    bool correct_is_initial) {
  Prenexer prenexer(formulas, initial_facts, correct_is_initial);
  const auto matrices = prenexer.run(formula);
  if (!matrices) return std::nullopt;
  std::vector<Universal> universals;
  for (const NodeId matrix : *matrices) {
    if (matrix != Formulas::kTrueId) universals.push_back(prenexer.close(matrix));
  }
  return universals;
}

}  // namespace ggms::spec
