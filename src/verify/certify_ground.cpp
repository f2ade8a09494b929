// A property, written out, is a term without variables. It becomes a list of nodes in which each comes after
// those that it is made of, so that one pass over the list evaluates it.
//
// Values (of enumerations, processes, numbers) are whole numbers, or open. An open value equals nothing for
// certain, and differs from nothing for certain.
#include "verify/certify_ground.h"

#include <cstddef>
#include <cstdio>
#include <functional>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>
#include <z3++.h>

#include "base/check.h"
#include "base/error.h"
#include "verify/certify_terms.h"
#include "verify/certify_text.h"

namespace ggms::verify::certify {

namespace {

using Value = std::int64_t;
constexpr Value kOpenValue = INT64_MIN;
constexpr Value kFalse = 0, kTrue = 1;  // truth values are values

/// What a node is.
enum class Kind : std::uint8_t {
  kConstant,   // `value`
  kInitial,    // of process `process`
  kDecides,    // process `process` decides `value`
  kCorrect,    // process `process`
  kConnected,  // process `process`
  kDecidedBy,  // process `process`, by the end of round `value`
  kLost,
  kCrashed,
  kFailures,
  kNot,
  kAnd,
  kOr,
  kXor,
  kImplies,
  kEqual,     // all arguments
  kDistinct,  // all arguments
  kIf,
  kAtMost,  // numbers
  kLess,    // numbers
  kMinus,   // one number
};

struct Node {
  Kind kind = Kind::kConstant;
  int process = 0;
  Value value = 0;
  std::vector<std::size_t> arguments;
};

Value truth(Truth what) {
  return what == Truth::kOpen ? kOpenValue : what == Truth::kTrue ? kTrue : kFalse;
}

/// Makes nodes of a term without quantifiers.
class Compiler {
 public:
  explicit Compiler(Terms& terms) : terms_(terms) {}

  std::vector<Node> compile(const z3::expr& term) {
    nodes_.clear();
    known_.clear();
    node(term);
    return std::move(nodes_);
  }

 private:
  /// The number of a constant in its enumeration: a value, or a process.
  static Value number_of(const z3::func_decl& constructor) {
    const z3::expr_vector values = values_of(constructor.range());
    for (unsigned i = 0; i < values.size(); ++i) {
      if (z3::eq(values[static_cast<int>(i)].decl(), constructor)) return i;
    }
    CHECK(false);
  }

  [[noreturn]] void fail(const z3::expr& term) const {
    throw base::Error(fmt::format("spec.text: {} can't be evaluated", in_quotes(term.decl().name().str())));
  }

  std::size_t add(Node node) {
    nodes_.push_back(std::move(node));
    return nodes_.size() - 1;
  }

  std::size_t node(const z3::expr& term) {
    if (const auto known = known_.find(term.id()); known != known_.end()) return known->second;
    const std::size_t made = make(term);
    known_.emplace(term.id(), made);
    kept_.push_back(term);  // its number is its own only as long as it lives
    return made;
  }

  std::size_t make(const z3::expr& term) {
    CHECK(term.is_app());
    if (term.decl().decl_kind() == Z3_OP_DT_CONSTRUCTOR)
      return add({Kind::kConstant, 0, number_of(term.decl()), {}});
    if (term.is_numeral()) {
      Value value = 0;
      if (!term.is_numeral_i64(value)) fail(term);
      return add({Kind::kConstant, 0, value, {}});
    }
    if (term.decl().decl_kind() == Z3_OP_UNINTERPRETED) return atom(term);
    std::vector<std::size_t> arguments;
    for (unsigned i = 0; i < term.num_args(); ++i) arguments.push_back(node(term.arg(i)));
    switch (term.decl().decl_kind()) {
      case Z3_OP_TRUE:
        return add({Kind::kConstant, 0, kTrue, {}});
      case Z3_OP_FALSE:
        return add({Kind::kConstant, 0, kFalse, {}});
      case Z3_OP_NOT:
        return add({Kind::kNot, 0, 0, arguments});
      case Z3_OP_AND:
        return add({Kind::kAnd, 0, 0, arguments});
      case Z3_OP_OR:
        return add({Kind::kOr, 0, 0, arguments});
      case Z3_OP_XOR:
        return add({Kind::kXor, 0, 0, arguments});
      case Z3_OP_IMPLIES:
        return add({Kind::kImplies, 0, 0, arguments});
      case Z3_OP_EQ:
      case Z3_OP_IFF:
        return add({Kind::kEqual, 0, 0, arguments});
      case Z3_OP_DISTINCT:
        return add({Kind::kDistinct, 0, 0, arguments});
      case Z3_OP_ITE:
        return add({Kind::kIf, 0, 0, arguments});
      case Z3_OP_LE:
        return add({Kind::kAtMost, 0, 0, arguments});
      case Z3_OP_LT:
        return add({Kind::kLess, 0, 0, arguments});
      case Z3_OP_GE:
        return add({Kind::kAtMost, 0, 0, {arguments[1], arguments[0]}});
      case Z3_OP_GT:
        return add({Kind::kLess, 0, 0, {arguments[1], arguments[0]}});
      case Z3_OP_UMINUS:
        return add({Kind::kMinus, 0, 0, arguments});
      case Z3_OP_DT_RECOGNISER:
      case Z3_OP_DT_IS: {
        const std::size_t constructor = add({Kind::kConstant, 0, tested(term), {}});
        return add({Kind::kEqual, 0, 0, {arguments[0], constructor}});
      }
      default:
        fail(term);
    }
  }

  /// Which constant of its enumeration a tester such as (_ is zero) asks for.
  Value tested(const z3::expr& term) const {
    z3::context& context = terms_.context();
    return number_of(
        z3::func_decl(context, Z3_to_func_decl(context, Z3_get_decl_ast_parameter(context, term.decl(), 0))));
  }

  /// What is asked of a run.
  std::size_t atom(const z3::expr& term) {
    const z3::func_decl decl = term.decl();
    const std::string name = decl.name().str();
    if (name == "lost") return add({Kind::kLost, 0, 0, {}});
    if (name == "crashed") return add({Kind::kCrashed, 0, 0, {}});
    if (name == "failures") return add({Kind::kFailures, 0, 0, {}});
    int named = 0;
    if (decl.arity() == 0 && z3::eq(decl.range(), terms_.process_sort()) &&
        std::sscanf(name.c_str(), "p%d", &named) == 1)
      return add({Kind::kConstant, 0, named - 1, {}});
    if (decl.arity() == 0) fail(term);
    return by_cases(term.arg(0),
                    [&](Value process) { return atom_about(term, name, static_cast<int>(process)); });
  }

  std::size_t atom_about(const z3::expr& term, const std::string& name, int process) {
    if (name == "init") return add({Kind::kInitial, process, 0, {}});
    if (name == "correct") return add({Kind::kCorrect, process, 0, {}});
    if (name == "connected") return add({Kind::kConnected, process, 0, {}});
    if (name == "decides")
      return by_cases(term.arg(1),
                      [&](Value decision) { return add({Kind::kDecides, process, decision, {}}); });
    Value round = 0;
    if (name != "decided-by" || !term.arg(1).simplify().is_numeral_i64(round)) fail(term);
    return add({Kind::kDecidedBy, process, round, {}});
  }

  /// What `make` gives for the process or value that a term is; by cases, if it is no constant.
  std::size_t by_cases(const z3::expr& term, const std::function<std::size_t(Value)>& make) {
    const std::size_t which = node(term);
    if (nodes_[which].kind == Kind::kConstant) return make(nodes_[which].value);
    std::size_t result = make(0);
    for (Value i = 1; std::cmp_less(i, values_of(term.get_sort()).size()); ++i) {
      const std::size_t constant = add({Kind::kConstant, 0, i, {}});
      const std::size_t same = add({Kind::kEqual, 0, 0, {which, constant}});
      const std::size_t then = make(i);
      result = add({Kind::kIf, 0, 0, {same, then, result}});
    }
    return result;
  }

  Terms& terms_;
  std::vector<Node> nodes_;
  std::unordered_map<unsigned, std::size_t> known_;
  std::vector<z3::expr> kept_;
};

/// One pass over the nodes of a property.
class Evaluation {
 public:
  Evaluation(const std::vector<Node>& nodes, const KnownRun& run, std::vector<Value>& values)
      : run_(run), values_(values) {
    values_.resize(nodes.size());
    for (std::size_t i = 0; i < nodes.size(); ++i) values_[i] = value_of(nodes[i]);
  }

 private:
  const KnownProcess& process(const Node& node) const {
    return run_.processes[static_cast<std::size_t>(node.process)];
  }
  Value argument(const Node& node, std::size_t i) const { return values_[node.arguments[i]]; }

  Value value_of(const Node& node) const {
    switch (node.kind) {
      case Kind::kConstant:
        return node.value;
      case Kind::kInitial:
        return process(node).initial == KnownProcess::kOpen ? kOpenValue : process(node).initial;
      case Kind::kDecides:
        return process(node).decision == KnownProcess::kOpen ? kOpenValue
                                                             : process(node).decision == node.value;
      case Kind::kCorrect:
        return process(node).correct;
      case Kind::kConnected:
        return truth(process(node).connected);
      case Kind::kDecidedBy:
        return decided_by(process(node), node.value);
      case Kind::kLost:
        return truth(run_.lost);
      case Kind::kCrashed:
        return run_.crashed;
      case Kind::kFailures:
        return run_.failures;
      case Kind::kNot:
        return negated(argument(node, 0));
      case Kind::kAnd:
        return junction(node, kFalse);
      case Kind::kOr:
        return junction(node, kTrue);
      case Kind::kXor:
        return exclusive(node);
      case Kind::kImplies:
        return disjoined(negated(argument(node, 0)), argument(node, 1));
      case Kind::kEqual:
        return all_equal(node);
      case Kind::kDistinct:
        return all_distinct(node);
      case Kind::kIf:
        return chosen(argument(node, 0), argument(node, 1), argument(node, 2));
      case Kind::kAtMost:
      case Kind::kLess:
        return compared(node);
      case Kind::kMinus:
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

  /// `settles`: the value of one argument that settles all: false for "and", true for "or".
  Value junction(const Node& node, Value settles) const {
    Value result = 1 - settles;
    for (const std::size_t i : node.arguments) {
      if (values_[i] == settles) return settles;
      if (values_[i] == kOpenValue) result = kOpenValue;
    }
    return result;
  }
  Value exclusive(const Node& node) const {
    Value result = kFalse;
    for (const std::size_t i : node.arguments) {
      if (values_[i] == kOpenValue) return kOpenValue;
      result ^= values_[i];
    }
    return result;
  }
  Value all_equal(const Node& node) const {
    Value result = kTrue;
    for (std::size_t i = 1; i < node.arguments.size(); ++i) {
      const Value same = equal(argument(node, i - 1), argument(node, i));
      if (same == kFalse) return kFalse;
      if (same == kOpenValue) result = kOpenValue;
    }
    return result;
  }
  Value all_distinct(const Node& node) const {
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
  Value compared(const Node& node) const {
    const Value a = argument(node, 0), b = argument(node, 1);
    if (a == kOpenValue || b == kOpenValue) return kOpenValue;
    return node.kind == Kind::kLess ? a < b : a <= b;
  }

  const KnownRun& run_;
  std::vector<Value>& values_;
};

}  // namespace

class GroundProperties::Impl {
 public:
  Impl(const Protocol& protocol, const std::string& file_name) : terms_(protocol, file_name) {
    Compiler compiler(terms_);
    for (std::size_t i = 0; i < terms_.names().size(); ++i) {
      const z3::expr written =
          terms_.write_out(terms_.property(i), static_cast<std::size_t>(protocol.processes));
      properties_.push_back(compiler.compile(written));
    }
  }

  const std::vector<std::string>& names() const { return terms_.names(); }

  Truth evaluate(std::size_t property, const KnownRun& run) {
    const Evaluation evaluation(properties_[property], run, values_);
    const Value value = values_.back();
    return value == kOpenValue ? Truth::kOpen : value == kTrue ? Truth::kTrue : Truth::kFalse;
  }

 private:
  Terms terms_;
  std::vector<std::vector<Node>> properties_;
  std::vector<Value> values_;
};

GroundProperties::GroundProperties(const Protocol& protocol, const std::string& file_name) {
  try {
    impl_ = std::make_unique<Impl>(protocol, file_name);
  } catch (const z3::exception& error) {
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

}  // namespace ggms::verify::certify
