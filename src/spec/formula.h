#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace ggms::spec {

/// A process inside a formula: the variable of the quantifier at depth `index` (outermost is 0), or the named
/// process p1, p2, ... (`index` is 0-based).
struct ProcessTerm {
  bool named = false;
  std::uint8_t index = 0;
  auto operator<=>(const ProcessTerm&) const = default;
};

/// What a node of a formula says. The reader expands enumerations, so formulas speak of processes only.
enum class Op : std::uint8_t {
  kTrue,
  kFalse,
  kNot,              // 1 child
  kAnd,              // 2 or more children
  kOr,               // 2 or more children
  kForall,           // 1 child; binds the process variable `value` (its depth)
  kExists,           // 1 child; binds the process variable `value` (its depth)
  kSame,             // p = q
  kInit,             // init(p) is the initial value with index `value`
  kDecides,          // decides(p, the decision with index `value`)
  kCorrect,          // correct(p)
  kConnected,        // connected(p)
  kDecidedBy,        // decided-by(p, round `value`)
  kLost,             // lost
  kCrashed,          // crashed
  kFailuresAtLeast,  // failures >= `value`
  kInitialFact,      // the closed formula about initial values with index `value` (Compiled::initial_facts)
};

/// Whether it is neither a constant nor made of other formulas.
inline bool is_atom(Op op) {
  return op >= Op::kSame;
}
/// Whether it is an atom about a process, and not about the run as a whole.
inline bool speaks_of_a_process(Op op) {
  return op >= Op::kSame && op <= Op::kDecidedBy;
}
inline bool is_quantifier(Op op) {
  return op == Op::kForall || op == Op::kExists;
}

using NodeId = std::uint32_t;

struct Node {
  Op op = Op::kTrue;
  ProcessTerm p, q;  // the processes that an atom speaks of; q only for kSame
  int value = 0;     // see Op
  std::vector<NodeId> children;
  auto operator<=>(const Node&) const = default;
};

/// A pool of formulas with sharing: equal nodes have equal ids. The pool folds constants, flattens and sorts
/// conjunctions and disjunctions, removes double negations, and turns the negation of a quantifier into the
/// other quantifier over the negation. Node 0 is true, node 1 is false.
class Formulas {
 public:
  static constexpr NodeId kTrueId = 0;
  static constexpr NodeId kFalseId = 1;
  /// Process variables have depths 0 .. kMaxProcessVariables - 1 (one bit each in a 64-bit set).
  static constexpr int kMaxProcessVariables = 64;

  Formulas();

  const Node& operator[](NodeId id) const { return nodes_[id]; }
  std::size_t size() const { return nodes_.size(); }

  NodeId constant(bool value) const { return value ? kTrueId : kFalseId; }
  NodeId negate(NodeId a);
  NodeId conjunction(const std::vector<NodeId>& parts);
  NodeId disjunction(const std::vector<NodeId>& parts);
  NodeId implies(NodeId a, NodeId b) { return disjunction({negate(a), b}); }
  NodeId iff(NodeId a, NodeId b) {
    return disjunction({conjunction({a, b}), conjunction({negate(a), negate(b)})});
  }
  NodeId if_then_else(NodeId c, NodeId a, NodeId b) {
    return disjunction({conjunction({c, a}), conjunction({negate(c), b})});
  }
  /// forall or exists over the process variable at `depth`; the quantifier vanishes if `body` does not use
  /// it.
  NodeId quantify(Op forall_or_exists, int depth, NodeId body);
  /// An atom (kSame .. kFailuresAtLeast). The pool folds an atom that has the same truth in every run: p = p,
  /// p1 = p2, failures >= 0, decided-by(p, 0).
  NodeId atom(Op op, int value = 0, ProcessTerm p = {}, ProcessTerm q = {});

  /// The nodes of a formula, itself included, each once.
  std::vector<NodeId> parts(NodeId id) const;

  /// Whether the process variable of depth `depth` occurs free in `id`.
  bool mentions(NodeId id, int depth) const;

 private:
  NodeId add(Node node);
  NodeId junction(Op op, const std::vector<NodeId>& parts);
  std::optional<NodeId> find(const Node& node) const;
  std::optional<NodeId> find_negation(NodeId id) const;

  std::vector<Node> nodes_;
  std::vector<std::uint64_t> free_;  // by node: bit d is set if the process variable of depth d occurs free
  std::map<Node, NodeId> ids_;
};

}  // namespace ggms::spec
