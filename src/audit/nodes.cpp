// Translates Z3's terms into nodes, children first, so that one pass over the list evaluates a property. A
// term that occurs several times becomes one node.

#include "audit/nodes.h"

#include <cstdio>
#include <functional>
#include <string>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

#include "audit/text.h"
#include "base/check.h"
#include "base/error.h"

namespace ggms::audit {

namespace {

/// Makes nodes from a term without quantifiers.
class Compiler {
 public:
  explicit Compiler(Terms& terms) : terms_(terms) {}

  std::vector<PropertyNode> compile(const z3::expr& term) {
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

  std::size_t add(PropertyNode node) {
    nodes_.push_back(std::move(node));
    return nodes_.size() - 1;
  }

  std::size_t node(const z3::expr& term) {
    if (const auto known = known_.find(term.id()); known != known_.end()) return known->second;
    const std::size_t made = make(term);
    known_.emplace(term.id(), made);
    kept_.push_back(term);  // Z3 may reuse a term's number once the term is gone
    return made;
  }

  std::size_t make(const z3::expr& term) {
    CHECK(term.is_app());
    if (term.decl().decl_kind() == Z3_OP_DT_CONSTRUCTOR)
      return add({NodeKind::kConstant, 0, number_of(term.decl()), {}});
    if (term.is_numeral()) {
      Value value = 0;
      if (!term.is_numeral_i64(value)) fail(term);
      return add({NodeKind::kConstant, 0, value, {}});
    }
    if (term.decl().decl_kind() == Z3_OP_UNINTERPRETED) return atom(term);
    std::vector<std::size_t> arguments;
    for (unsigned i = 0; i < term.num_args(); ++i) arguments.push_back(node(term.arg(i)));
    switch (term.decl().decl_kind()) {
      case Z3_OP_TRUE:
        return add({NodeKind::kConstant, 0, kTrue, {}});
      case Z3_OP_FALSE:
        return add({NodeKind::kConstant, 0, kFalse, {}});
      case Z3_OP_NOT:
        return add({NodeKind::kNot, 0, 0, arguments});
      case Z3_OP_AND:
        return add({NodeKind::kAnd, 0, 0, arguments});
      case Z3_OP_OR:
        return add({NodeKind::kOr, 0, 0, arguments});
      case Z3_OP_XOR:
        return add({NodeKind::kXor, 0, 0, arguments});
      case Z3_OP_IMPLIES:
        return add({NodeKind::kImplies, 0, 0, arguments});
      case Z3_OP_EQ:
      case Z3_OP_IFF:
        return add({NodeKind::kEqual, 0, 0, arguments});
      case Z3_OP_DISTINCT:
        return add({NodeKind::kDistinct, 0, 0, arguments});
      case Z3_OP_ITE:
        return add({NodeKind::kIf, 0, 0, arguments});
      case Z3_OP_LE:
        return add({NodeKind::kAtMost, 0, 0, arguments});
      case Z3_OP_LT:
        return add({NodeKind::kLess, 0, 0, arguments});
      case Z3_OP_GE:
        return add({NodeKind::kAtMost, 0, 0, {arguments[1], arguments[0]}});
      case Z3_OP_GT:
        return add({NodeKind::kLess, 0, 0, {arguments[1], arguments[0]}});
      case Z3_OP_UMINUS:
        return add({NodeKind::kMinus, 0, 0, arguments});
      case Z3_OP_DT_RECOGNISER:
      case Z3_OP_DT_IS: {
        const std::size_t constructor = add({NodeKind::kConstant, 0, tested(term), {}});
        return add({NodeKind::kEqual, 0, 0, {arguments[0], constructor}});
      }
      default:
        fail(term);
    }
  }

  /// The constant of its enumeration that a tester such as (_ is zero) tests for.
  Value tested(const z3::expr& term) const {
    z3::context& context = terms_.context();
    return number_of(
        z3::func_decl(context, Z3_to_func_decl(context, Z3_get_decl_ast_parameter(context, term.decl(), 0))));
  }

  /// A fact about the run.
  std::size_t atom(const z3::expr& term) {
    const z3::func_decl decl = term.decl();
    const std::string name = decl.name().str();
    if (name == "lost") return add({NodeKind::kSomeLost, 0, 0, {}});
    if (name == "crashed") return add({NodeKind::kCrashed, 0, 0, {}});
    if (name == "failures") return add({NodeKind::kFailures, 0, 0, {}});
    int named = 0;
    if (decl.arity() == 0 && z3::eq(decl.range(), terms_.process_sort()) &&
        std::sscanf(name.c_str(), "p%d", &named) == 1)
      return add({NodeKind::kConstant, 0, named - 1, {}});
    if (decl.arity() == 0) fail(term);
    return by_cases(term.arg(0),
                    [&](Value process) { return atom_about(term, name, static_cast<int>(process)); });
  }

  std::size_t atom_about(const z3::expr& term, const std::string& name, int process) {
    if (name == "init") return add({NodeKind::kInitial, process, 0, {}});
    if (name == "correct") return add({NodeKind::kCorrect, process, 0, {}});
    if (name == "connected") return add({NodeKind::kConnected, process, 0, {}});
    if (name == "decides")
      return by_cases(term.arg(1),
                      [&](Value decision) { return add({NodeKind::kDecides, process, decision, {}}); });
    Value round = 0;
    if (name != "decided-by" || !term.arg(1).simplify(terms_.parameters()).is_numeral_i64(round)) fail(term);
    return add({NodeKind::kDecidedBy, process, round, {}});
  }

  /// The node that `make` gives for the process or value of a term; a case distinction if the term is not a
  /// constant.
  std::size_t by_cases(const z3::expr& term, const std::function<std::size_t(Value)>& make) {
    const std::size_t which = node(term);
    if (nodes_[which].kind == NodeKind::kConstant) return make(nodes_[which].value);
    std::size_t result = make(0);
    for (Value i = 1; std::cmp_less(i, values_of(term.get_sort()).size()); ++i) {
      const std::size_t constant = add({NodeKind::kConstant, 0, i, {}});
      const std::size_t same = add({NodeKind::kEqual, 0, 0, {which, constant}});
      const std::size_t then = make(i);
      result = add({NodeKind::kIf, 0, 0, {same, then, result}});
    }
    return result;
  }

  Terms& terms_;
  std::vector<PropertyNode> nodes_;
  std::unordered_map<unsigned, std::size_t> known_;
  std::vector<z3::expr> kept_;
};

}  // namespace

std::vector<PropertyNode> nodes_of(Terms& terms, const z3::expr& term) {
  return Compiler(terms).compile(term);
}

}  // namespace ggms::audit
