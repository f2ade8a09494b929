// Evaluates formulas on one finished run, by plain recursion: a quantifier tries every process. The simulator
// and the brute-force checker use nothing else; the explicit checker uses it for properties that its tables
// can't hold.

#include "spec/outcome.h"

#include "base/check.h"
#include "base/stopped.h"
#include "spec/evaluation.h"

namespace ggms::spec {

bool atom_holds(const Node& atom, const Observation* p, bool same, const RunFacts& facts) {
  switch (atom.op) {
    case Op::kSame:
      return same;
    case Op::kInit:
      return p->initial == atom.value;
    case Op::kDecides:
      return p->decision == atom.value;
    case Op::kCorrect:
      return p->correct;
    case Op::kConnected:
      return p->connected;
    case Op::kDecidedBy:
      // "By the end of round k": k past the last round means at the end, k below 1 is before every decision.
      return p->decision != Observation::kNone && p->decided_in <= atom.value;
    case Op::kLost:
      return facts.lost;
    case Op::kCrashed:
      return facts.crashed;
    case Op::kFailuresAtLeast:
      return facts.failures >= atom.value;
    case Op::kInitialFact:
      return ((facts.initial_facts >> atom.value) & 1U) != 0;
    default:
      break;
  }
  base::check_failed(__FILE__, __LINE__, "an atom was expected");
}

namespace {

constexpr std::size_t kChoicesPerCall =
    1024;  // choices of a process between two calls of Stop::requested(): microseconds

class Evaluator {
 public:
  Evaluator(const Formulas& formulas, const Outcome& outcome, base::Stop* stop = nullptr)
      : formulas_(formulas), outcome_(outcome), stop_(stop) {}

  bool eval(NodeId id) {
    const Node& node = formulas_[id];
    switch (node.op) {
      case Op::kTrue:
        return true;
      case Op::kFalse:
        return false;
      case Op::kNot:
        return !eval(node.children[0]);
      case Op::kAnd:
        for (const NodeId child : node.children) {
          if (!eval(child)) return false;
        }
        return true;
      case Op::kOr:
        for (const NodeId child : node.children) {
          if (eval(child)) return true;
        }
        return false;
      case Op::kForall:
      case Op::kExists:
        return quantified(node);
      default:
        return atom(node);
    }
  }

  /// Binds the variable at `depth` to `process`.
  void bind(int depth, int process) {
    if (bound_.size() <= static_cast<std::size_t>(depth)) bound_.resize(static_cast<std::size_t>(depth) + 1);
    bound_[static_cast<std::size_t>(depth)] = process;
  }

 private:
  bool quantified(const Node& node) {
    const bool forall = node.op == Op::kForall;
    for (std::size_t i = 0; i < outcome_.processes.size(); ++i) {
      bind(node.value, static_cast<int>(i));
      if (stop_ != nullptr && ++choices_ % kChoicesPerCall == 0) base::require_going(*stop_, 0);
      if (eval(node.children[0]) != forall) return !forall;
    }
    return forall;
  }

  int process(ProcessTerm term) const { return term.named ? term.index : bound_[term.index]; }

  bool atom(const Node& node) const {
    const int p = speaks_of_a_process(node.op) ? process(node.p) : -1;
    const int q = node.op == Op::kSame ? process(node.q) : p;
    const auto* op = p < 0 ? nullptr : &outcome_.processes[static_cast<std::size_t>(p)];
    return atom_holds(node, op, p == q, outcome_.facts);
  }

  const Formulas& formulas_;
  const Outcome& outcome_;
  base::Stop* stop_;  // null: evaluation never stops
  std::size_t choices_ = 0;
  std::vector<int> bound_;
};

}  // namespace

bool evaluate(const Formulas& formulas, NodeId formula, const Outcome& outcome) {
  return Evaluator(formulas, outcome).eval(formula);
}

bool evaluate(const Formulas& formulas, NodeId formula, const Outcome& outcome, base::Stop& stop) {
  return Evaluator(formulas, outcome, &stop).eval(formula);
}

std::vector<int> falsifying_processes(const Formulas& formulas, NodeId formula, const Outcome& outcome) {
  Evaluator evaluator(formulas, outcome);
  std::vector<int> chosen;
  NodeId id = formula;
  while (formulas[id].op == Op::kForall) {
    const Node& node = formulas[id];
    int process = 0;
    const int n = static_cast<int>(outcome.processes.size());
    for (; process < n; ++process) {
      evaluator.bind(node.value, process);
      if (!evaluator.eval(node.children[0])) break;
    }
    if (process == n) return {};
    chosen.push_back(process);
    id = node.children[0];
  }
  return chosen;
}

}  // namespace ggms::spec
