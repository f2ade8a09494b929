// The pool of formulas. Hash-consing gives equal formulas equal ids, so that evaluators can remember results
// by id. The pool makes only the cheap simplifications that look at a node and its children; it does not
// distribute or normalise further, so a formula never grows when it is stored.

#include "spec/formula.h"

#include <algorithm>
#include <utility>

#include "base/check.h"

namespace ggms::spec {

namespace {

bool has_value(Op op) {
  return op != Op::kSame && op != Op::kCorrect && op != Op::kConnected && op != Op::kLost &&
         op != Op::kCrashed;
}

Op dual(Op quantifier) {
  return quantifier == Op::kForall ? Op::kExists : Op::kForall;
}

std::uint64_t bit(int depth) {
  CHECK(depth >= 0 && depth < Formulas::kMaxProcessVariables);
  return std::uint64_t{1} << depth;
}

std::uint64_t variable_bit(ProcessTerm term) {
  return term.named ? 0 : bit(term.index);
}

}  // namespace

Formulas::Formulas() {
  Node node;
  node.op = Op::kTrue;
  add(node);
  node.op = Op::kFalse;
  add(node);
}

NodeId Formulas::add(Node node) {
  if (const auto known = find(node)) return *known;
  std::uint64_t free = 0;
  for (const NodeId child : node.children) free |= free_[child];
  if (is_quantifier(node.op)) free &= ~bit(node.value);
  if (speaks_of_a_process(node.op)) free |= variable_bit(node.p);
  if (node.op == Op::kSame) free |= variable_bit(node.q);
  const auto id = static_cast<NodeId>(nodes_.size());
  nodes_.push_back(node);
  free_.push_back(free);
  ids_.emplace(std::move(node), id);
  return id;
}

std::vector<NodeId> Formulas::parts(NodeId id) const {
  std::vector<NodeId> parts;
  std::vector<bool> is_part(id + 1, false);
  is_part[id] = true;
  for (NodeId node = id + 1; node-- > 0;) {  // children have smaller ids than their parents
    if (!is_part[node]) continue;
    parts.push_back(node);
    for (const NodeId child : nodes_[node].children) is_part[child] = true;
  }
  return parts;
}

std::optional<NodeId> Formulas::find(const Node& node) const {
  const auto it = ids_.find(node);
  if (it == ids_.end()) return std::nullopt;
  return it->second;
}

std::optional<NodeId> Formulas::find_negation(NodeId id) const {
  const Node& node = nodes_[id];
  if (node.op == Op::kTrue) return kFalseId;
  if (node.op == Op::kFalse) return kTrueId;
  if (node.op == Op::kNot) return node.children[0];
  Node negation;
  if (is_quantifier(node.op)) {
    const auto body = find_negation(node.children[0]);
    if (!body) return std::nullopt;
    negation.op = dual(node.op);
    negation.value = node.value;
    negation.children = {*body};
  } else {
    negation.op = Op::kNot;
    negation.children = {id};
  }
  return find(negation);
}

NodeId Formulas::negate(NodeId a) {
  const Node node = nodes_[a];
  if (node.op == Op::kTrue) return kFalseId;
  if (node.op == Op::kFalse) return kTrueId;
  if (node.op == Op::kNot) return node.children[0];
  if (is_quantifier(node.op)) return quantify(dual(node.op), node.value, negate(node.children[0]));
  Node negation;
  negation.op = Op::kNot;
  negation.children = {a};
  return add(std::move(negation));
}

NodeId Formulas::junction(Op op, const std::vector<NodeId>& parts) {
  const NodeId neutral = constant(op == Op::kAnd);
  const NodeId absorbing = constant(op == Op::kOr);
  std::vector<NodeId> flat;
  for (const NodeId part : parts) {
    if (part == absorbing) return absorbing;
    if (part == neutral) continue;
    if (nodes_[part].op == op) {
      flat.insert(flat.end(), nodes_[part].children.begin(), nodes_[part].children.end());
    } else {
      flat.push_back(part);
    }
  }
  std::sort(flat.begin(), flat.end());
  flat.erase(std::unique(flat.begin(), flat.end()), flat.end());
  if (flat.empty()) return neutral;
  if (flat.size() == 1) return flat[0];
  for (const NodeId part : flat) {
    const auto negation = find_negation(part);
    if (negation && std::binary_search(flat.begin(), flat.end(), *negation)) return absorbing;
  }
  Node node;
  node.op = op;
  node.children = std::move(flat);
  return add(std::move(node));
}

NodeId Formulas::conjunction(const std::vector<NodeId>& parts) {
  return junction(Op::kAnd, parts);
}

NodeId Formulas::disjunction(const std::vector<NodeId>& parts) {
  return junction(Op::kOr, parts);
}

NodeId Formulas::quantify(Op forall_or_exists, int depth, NodeId body) {
  CHECK(is_quantifier(forall_or_exists));
  // There is at least one process, so a quantifier whose variable does not occur can be dropped.
  if (!mentions(body, depth)) return body;
  Node node;
  node.op = forall_or_exists;
  node.value = depth;
  node.children = {body};
  return add(std::move(node));
}

NodeId Formulas::atom(Op op, int value, ProcessTerm p, ProcessTerm q) {
  CHECK(op >= Op::kSame);
  Node node;
  node.op = op;
  if (op == Op::kSame) {
    if (p == q) return kTrueId;
    if (p.named && q.named) return kFalseId;
    node.p = std::min(p, q);
    node.q = std::max(p, q);
    return add(std::move(node));
  }
  if (op == Op::kFailuresAtLeast && value <= 0) return kTrueId;
  if (op == Op::kDecidedBy && value <= 0) return kFalseId;
  if (has_value(op)) node.value = value;
  if (speaks_of_a_process(op)) node.p = p;
  return add(std::move(node));
}

bool Formulas::mentions(NodeId id, int depth) const {
  return (free_[id] & bit(depth)) != 0;
}

}  // namespace ggms::spec
