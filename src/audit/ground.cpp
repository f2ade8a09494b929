// Evaluates properties of runs that are partly known. A property that is written out is a term without
// variables. It becomes a list of nodes in which each node comes after its arguments, so that one pass over
// the list evaluates it.
//
// Values (of enumerations, processes, numbers) are whole numbers, or open. It is never certain that an open
// value equals another value, or that it differs from one.
#include "audit/ground.h"

#include <cstddef>
#include <utility>

#include <z3++.h>

#include "audit/nodes.h"
#include "audit/terms.h"
#include "base/check.h"
#include "base/error.h"
#include "base/z3_context.h"

namespace ggms::audit {

namespace {

Value truth(Truth what) {
  return what == Truth::kOpen ? kOpenValue : what == Truth::kYes ? kTrue : kFalse;
}

/// One pass over the nodes of a property.
class Evaluation {
 public:
  Evaluation(const std::vector<PropertyNode>& nodes, const KnownRun& run, std::vector<Value>& values)
      : run_(run), values_(values) {
    values_.resize(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) values_[i] = value_of(nodes[i]);
  }

 private:
  const KnownProcess& process(const PropertyNode& node) const {
    return run_.processes[static_cast<std::size_t>(node.process)];
  }
  Value argument(const PropertyNode& node, std::size_t i) const { return values_[node.arguments[i]]; }

  Value value_of(const PropertyNode& node) const {
    switch (node.kind) {
      case NodeKind::kConstant:
        return node.value;
      case NodeKind::kInitial:
        return process(node).initial == KnownProcess::kOpen ? kOpenValue : process(node).initial;
      case NodeKind::kDecides:
        return process(node).decision == KnownProcess::kOpen ? kOpenValue
                                                             : process(node).decision == node.value;
      case NodeKind::kCorrect:
        return process(node).correct;
      case NodeKind::kConnected:
        return truth(process(node).connected);
      case NodeKind::kDecidedBy:
        return decided_by(process(node), node.value);
      case NodeKind::kSomeLost:
        return truth(run_.lost);
      case NodeKind::kCrashed:
        return run_.crashed;
      case NodeKind::kFailures:
        return run_.failures;
      case NodeKind::kNot:
        return negated(argument(node, 0));
      case NodeKind::kAnd:
        return junction(node, kFalse);
      case NodeKind::kOr:
        return junction(node, kTrue);
      case NodeKind::kXor:
        return exclusive(node);
      case NodeKind::kImplies:
        return disjoined(negated(argument(node, 0)), argument(node, 1));
      case NodeKind::kEqual:
        return all_equal(node);
      case NodeKind::kDistinct:
        return all_distinct(node);
      case NodeKind::kIf:
        return chosen(argument(node, 0), argument(node, 1), argument(node, 2));
      case NodeKind::kAtMost:
      case NodeKind::kLess:
        return compared(node);
      case NodeKind::kMinus:
        return argument(node, 0) == kOpenValue ? kOpenValue : -argument(node, 0);
    }
    CHECK(false);
  }

  static Value decided_by(const KnownProcess& process, Value round) {
    if (process.decision == KnownProcess::kNone || round <= 0) return kFalse;
    if (process.decided_in == KnownProcess::kOpen) return kOpenValue;
    return process.decided_in <= round;
  }
  static Value negated(Value a) { return a == kOpenValue ? kOpenValue : 1 - a; }
  static Value disjoined(Value a, Value b) {
    if (a == kTrue || b == kTrue) return kTrue;
    return a == kOpenValue || b == kOpenValue ? kOpenValue : kFalse;
  }
  static Value equal(Value a, Value b) { return a == kOpenValue || b == kOpenValue ? kOpenValue : a == b; }
  static Value chosen(Value condition, Value yes, Value no) {
    if (condition == kOpenValue) return yes == no ? yes : kOpenValue;
    return condition == kTrue ? yes : no;
  }

  /// `settles`: the value of an argument that decides the result: false for "and", true for "or".
  Value junction(const PropertyNode& node, Value settles) const {
    Value result = 1 - settles;
    for (const std::size_t i : node.arguments) {
      if (values_[i] == settles) return settles;
      if (values_[i] == kOpenValue) result = kOpenValue;
    }
    return result;
  }
  Value exclusive(const PropertyNode& node) const {
    Value result = kFalse;
    for (const std::size_t i : node.arguments) {
      if (values_[i] == kOpenValue) return kOpenValue;
      result ^= values_[i];
    }
    return result;
  }
  Value all_equal(const PropertyNode& node) const {
    Value result = kTrue;
    for (std::size_t i = 1; i < node.arguments.size(); ++i) {
      const Value same = equal(argument(node, i - 1), argument(node, i));
      if (same == kFalse) return kFalse;
      if (same == kOpenValue) result = kOpenValue;
    }
    return result;
  }
  Value all_distinct(const PropertyNode& node) const {
    Value result = kTrue;
    for (std::size_t i = 0; i < node.arguments.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        const Value same = equal(argument(node, i), argument(node, j));
        if (same == kTrue) return kFalse;
        if (same == kOpenValue) result = kOpenValue;
      }
    }
    return result;
  }
  Value compared(const PropertyNode& node) const {
    const Value a = argument(node, 0), b = argument(node, 1);
    if (a == kOpenValue || b == kOpenValue) return kOpenValue;
    return node.kind == NodeKind::kLess ? a < b : a <= b;
  }

  const KnownRun& run_;
  std::vector<Value>& values_;
};

}  // namespace

class GroundProperties::Impl {
 public:
  Impl(const Protocol& protocol, const std::string& file_name, const Poll& poll)
      : terms_(protocol, file_name, poll) {
    for (std::size_t i = 0; i < terms_.names().size(); ++i) {
      const z3::expr written =
          terms_.write_out(terms_.property(i), static_cast<std::size_t>(protocol.processes));
      properties_.push_back(nodes_of(terms_, written));
    }
  }

  const std::vector<std::string>& names() const { return terms_.names(); }

  Truth evaluate(std::size_t property, const KnownRun& run) {
    const Evaluation evaluation(properties_[property], run, values_);
    const Value value = values_.back();
    return value == kOpenValue ? Truth::kOpen : value == kTrue ? Truth::kYes : Truth::kNo;
  }

 private:
  Terms terms_;
  std::vector<std::vector<PropertyNode>> properties_;
  std::vector<Value> values_;
};

GroundProperties::GroundProperties(const Protocol& protocol, const std::string& file_name, const Poll& poll) {
  try {
    impl_ = std::make_unique<Impl>(protocol, file_name, poll);
  } catch (const z3::exception& error) {
    base::check_memory(error);
    throw base::InternalError(std::string("Z3 failed: ") + error.msg());
  }
}
GroundProperties::~GroundProperties() = default;

const std::vector<std::string>& GroundProperties::names() const {
  return impl_->names();
}
Truth GroundProperties::evaluate(std::size_t property, const KnownRun& run) {
  return impl_->evaluate(property, run);
}

}  // namespace ggms::audit
