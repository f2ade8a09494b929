// Writes formulas for people: as SMT-LIB terms in the vocabulary, with enumerations written out.

#include "spec/formula_text.h"

#include <optional>

#include "base/check.h"

namespace ggms::spec {

namespace {

constexpr int kLetters = 26;

std::string variable(int depth) {
  return depth < kLetters ? std::string(1, static_cast<char>('a' + depth)) : "x" + std::to_string(depth);
}

std::string process(ProcessTerm p) {
  return p.named ? "p" + std::to_string(p.index + 1) : variable(p.index);
}

std::string atom_text(const Spec& spec, const Node& node) {
  const auto value = static_cast<std::size_t>(node.value);
  switch (node.op) {
    case Op::kSame:
      return "(= " + process(node.p) + " " + process(node.q) + ")";
    case Op::kInit:
      return "(= (init " + process(node.p) + ") " + spec.initial[value] + ")";
    case Op::kDecides:
      return "(decides " + process(node.p) + " " + spec.decisions[value] + ")";
    case Op::kCorrect:
      return "(correct " + process(node.p) + ")";
    case Op::kConnected:
      return "(connected " + process(node.p) + ")";
    case Op::kDecidedBy:
      return "(decided-by " + process(node.p) + " " + std::to_string(node.value) + ")";
    case Op::kLost:
      return "lost";
    case Op::kCrashed:
      return "crashed";
    case Op::kFailuresAtLeast:
      return "(>= failures " + std::to_string(node.value) + ")";
    default:
      CHECK(false);
  }
}

/// The number k if the conjunction says exactly "at least k failures, and not k + 1".
std::optional<int> exact_failures(const Spec& spec, const Node& conjunction) {
  if (conjunction.children.size() != 2) return std::nullopt;
  std::optional<int> least;
  std::optional<int> below;
  for (const NodeId child : conjunction.children) {
    const Node& part = spec.formulas[child];
    if (part.op == Op::kFailuresAtLeast) least = part.value;
    if (part.op != Op::kNot) continue;
    const Node& inner = spec.formulas[part.children.front()];
    if (inner.op == Op::kFailuresAtLeast) below = inner.value;
  }
  return least && below && *below == *least + 1 ? least : std::nullopt;
}

}  // namespace

std::string formula_text(const Spec& spec, NodeId formula) {
  const Node& node = spec.formulas[formula];
  const auto applied = [&](const std::string& head) {
    std::string text = "(" + head;
    for (const NodeId child : node.children) text += " " + formula_text(spec, child);
    return text + ")";
  };
  switch (node.op) {
    case Op::kTrue:
      return "true";
    case Op::kFalse:
      return "false";
    case Op::kNot:
      if (const Node& inner = spec.formulas[node.children.front()]; inner.op == Op::kFailuresAtLeast)
        return inner.value == 1 ? "(= failures 0)" : "(< failures " + std::to_string(inner.value) + ")";
      return applied("not");
    case Op::kAnd:
      if (const std::optional<int> failures = exact_failures(spec, node))
        return "(= failures " + std::to_string(*failures) + ")";
      return applied("and");
    case Op::kOr:
      return applied("or");
    case Op::kForall:
    case Op::kExists:
      return applied((node.op == Op::kForall ? "forall ((" : "exists ((") + variable(node.value) +
                     " Process))");
    default:
      return atom_text(spec, node);
  }
}

}  // namespace ggms::spec
