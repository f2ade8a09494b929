// Expresses terms that are not of sort Bool by formulas: a term of an enumeration's sort becomes a list of
// guards, one for each value; a term of sort Process becomes a list of processes, each with its guard. So
// `ite` and `=` work on every sort.

#include "spec/guarded.h"

#include <string>

namespace ggms::spec {

void Guarded::charge(std::size_t terms) {
  written_out_ += terms;
  if (written_out_ > kMaxWrittenOut) {
    throw Untranslatable(
        "with the quantifiers over enumerations written out, the specification up to here has more than " +
        std::to_string(kMaxWrittenOut) + " terms");
  }
}

NodeId Guarded::all(const std::vector<NodeId>& parts) {
  const NodeId id = formulas_.conjunction(parts);
  charge(formulas_[id].children.size());
  return id;
}

NodeId Guarded::any(const std::vector<NodeId>& parts) {
  const NodeId id = formulas_.disjunction(parts);
  charge(formulas_[id].children.size());
  return id;
}

NodeId Guarded::if_then_else(NodeId condition, NodeId a, NodeId b) {
  return any({all({condition, a}), all({negate(condition), b})});
}

Value Guarded::of(NodeId formula) {
  Value value;
  value.formula = formula;
  return value;
}

Value Guarded::value_of(std::size_t values, std::size_t chosen) {
  Value value;
  value.guards.assign(values, Formulas::kFalseId);
  value.guards[chosen] = Formulas::kTrueId;
  return value;
}

Value Guarded::process_of(ProcessTerm process) {
  Value value;
  value.candidates[process] = Formulas::kTrueId;
  return value;
}

Value Guarded::if_then_else(NodeId condition, const Value& a, const Value& b) {
  Value value = of(if_then_else(condition, a.formula, b.formula));
  for (std::size_t i = 0; i < a.guards.size(); ++i) {
    value.guards.push_back(if_then_else(condition, a.guards[i], b.guards[i]));
  }
  for (const auto& [p, meant] : a.candidates) value.candidates[p] = all({condition, meant});
  for (const auto& [p, meant] : b.candidates) {
    NodeId& guard = value.candidates.try_emplace(p, Formulas::kFalseId).first->second;
    guard = any({guard, all({negate(condition), meant})});
  }
  return value;
}

NodeId Guarded::equal(const Value& a, const Value& b) {
  std::vector<NodeId> cases;
  for (std::size_t i = 0; i < a.guards.size(); ++i) cases.push_back(all({a.guards[i], b.guards[i]}));
  for (const auto& [p, p_meant] : a.candidates) {
    for (const auto& [q, q_meant] : b.candidates) {
      cases.push_back(all({p_meant, q_meant, formulas_.atom(Op::kSame, 0, p, q)}));
    }
  }
  return any(cases);
}

NodeId Guarded::about(const Value& process, Op op, int value) {
  std::vector<NodeId> cases;
  for (const auto& [p, meant] : process.candidates) {
    cases.push_back(all({meant, formulas_.atom(op, value, p)}));
  }
  return any(cases);
}

}  // namespace ggms::spec
