// Translates Z3's terms into formulas about processes only. Writes out quantifiers over enumerations and
// Bool, one copy of the body for each value; keeps quantifiers over processes. Terms of other sorts than Bool
// become guards (guarded.cpp).
//
// Z3 counts bound variables from the innermost quantifier (de Bruijn indices); formulas count process
// variables from the outermost. Terms are shared (because of `let` and definitions), so the translation
// remembers the result of each term under the same values of its free variables.

#include "spec/translate.h"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/check.h"
#include "spec/guarded.h"
#include "spec/premise.h"
#include "spec/terms.h"
#include "spec/vocabulary.h"

namespace ggms::spec {

namespace {

class Translator {
 public:
  explicit Translator(Formulas& formulas) : guarded_(formulas) {}

  Translation property(const z3::expr& assertion) {
    Translation result;
    result.formula = formula(assertion);
    if (const std::optional<z3::expr> premise = premise_of(assertion)) {
      kept_.push_back(*premise);
      result.has_premise = true;
      result.premise = formula(*premise);
    }
    return result;
  }

 private:
  NodeId formula(const z3::expr& e) { return term(e).formula; }

  const Value& term(const z3::expr& e) {
    std::vector<int> key = {static_cast<int>(e.id()), depth_};
    for (const unsigned index : free_.of(e)) key.push_back(bound_[bound_.size() - 1 - index]);
    const auto known = known_.find(key);
    if (known != known_.end()) return known->second;
    guarded_.charge(key.size());
    Value value = translated(e);
    guarded_.charge(value.guards.size() + value.candidates.size());
    return known_.emplace(std::move(key), std::move(value)).first->second;
  }

  Value translated(const z3::expr& e) {
    if (e.is_var()) return variable(e);
    if (!e.is_quantifier()) return application(e);
    const Op op = e.is_forall() ? Op::kForall : Op::kExists;
    const QuantifierBlock block = quantifier_block(e);
    return Guarded::of(quantify(op, block.sorts, [&] { return formula(block.body); }));
  }

  Value variable(const z3::expr& e) {
    const int bound = bound_[bound_.size() - 1 - Z3_get_index_value(e.ctx(), e)];
    if (e.is_bool()) return Guarded::of(guarded_.formulas().constant(bound != 0));
    if (e.is_datatype()) return Guarded::value_of(values_of(e.get_sort()), static_cast<std::size_t>(bound));
    return Guarded::process_of(ProcessTerm{false, static_cast<std::uint8_t>(bound)});
  }

  /// Binds variables of these sorts, computes `body` for every combination of values (for a process there is
  /// one, the variable itself), and quantifies. The processes come first: quantifiers of one kind may change
  /// places.
  NodeId quantify(Op op, const std::vector<z3::sort>& sorts, const std::function<NodeId()>& body) {
    const std::size_t first = bound_.size();
    const int depth = depth_;
    std::vector<std::size_t> counts;
    for (const z3::sort& sort : sorts) {
      counts.push_back(values_of(sort));
      bound_.push_back(counts.back() == 0 ? depth_++ : 0);
    }
    CHECK(depth_ <= Formulas::kMaxProcessVariables);
    std::vector<NodeId> parts;
    do {
      guarded_.charge(1);
      parts.push_back(body());
    } while (next_combination(first, counts));
    NodeId result = op == Op::kForall ? guarded_.all(parts) : guarded_.any(parts);
    while (depth_ > depth) result = guarded_.formulas().quantify(op, --depth_, result);
    bound_.resize(first);
    return result;
  }

  bool next_combination(std::size_t first, const std::vector<std::size_t>& counts) {
    for (std::size_t i = 0; i < counts.size(); ++i) {
      if (counts[i] == 0) continue;
      int& value = bound_[first + i];
      if (static_cast<std::size_t>(++value) < counts[i]) return true;
      value = 0;
    }
    return false;
  }

  Value application(const z3::expr& e) {
    switch (e.decl().decl_kind()) {
      case Z3_OP_TRUE:
        return Guarded::of(Formulas::kTrueId);
      case Z3_OP_FALSE:
        return Guarded::of(Formulas::kFalseId);
      case Z3_OP_NOT:
        return Guarded::of(guarded_.negate(formula(e.arg(0))));
      case Z3_OP_AND:
        return Guarded::of(guarded_.all(formulas_of(e)));
      case Z3_OP_OR:
        return Guarded::of(guarded_.any(formulas_of(e)));
      case Z3_OP_IMPLIES:
        return Guarded::of(guarded_.any({guarded_.negate(formula(e.arg(0))), formula(e.arg(1))}));
      case Z3_OP_XOR:
        return Guarded::of(exclusive_or(e));
      case Z3_OP_IFF:
      case Z3_OP_EQ:
        return Guarded::of(chain(e, [&](const z3::expr& a, const z3::expr& b) { return equal(a, b); }));
      case Z3_OP_DISTINCT:
        return Guarded::of(distinct(e));
      case Z3_OP_ITE:
        return if_then_else(e);
      case Z3_OP_GE:
        return Guarded::of(chain(e, [&](const z3::expr& a, const z3::expr& b) { return at_least(a, b); }));
      case Z3_OP_LE:
        return Guarded::of(chain(e, [&](const z3::expr& a, const z3::expr& b) { return at_least(b, a); }));
      case Z3_OP_LT:
        return Guarded::of(
            chain(e, [&](const z3::expr& a, const z3::expr& b) { return guarded_.negate(at_least(a, b)); }));
      case Z3_OP_GT:
        return Guarded::of(
            chain(e, [&](const z3::expr& a, const z3::expr& b) { return guarded_.negate(at_least(b, a)); }));
      case Z3_OP_DT_CONSTRUCTOR:
        return Guarded::value_of(values_of(e.get_sort()), value_index(e.get_sort(), e.decl()));
      case Z3_OP_DT_IS:
        return Guarded::of(is_constructor(e));
      case Z3_OP_UNINTERPRETED:
        return vocabulary(e);
      default:
        unknown(e);
    }
  }

  [[noreturn]] void unknown(const z3::expr& e) const {
    throw Untranslatable("'" + e.decl().name().str() + "' has no meaning in a specification");
  }

  std::vector<NodeId> formulas_of(const z3::expr& e) {
    std::vector<NodeId> parts;
    for (unsigned i = 0; i < e.num_args(); ++i) parts.push_back(formula(e.arg(i)));
    return parts;
  }

  NodeId exclusive_or(const z3::expr& e) {
    NodeId result = Formulas::kFalseId;
    for (const NodeId part : formulas_of(e)) result = guarded_.differ(result, part);
    return result;
  }

  /// Whether a relation holds between all neighbours.
  template <typename Relation>
  NodeId chain(const z3::expr& e, Relation relation) {
    std::vector<NodeId> parts;
    for (unsigned i = 0; i + 1 < e.num_args(); ++i) parts.push_back(relation(e.arg(i), e.arg(i + 1)));
    return guarded_.all(parts);
  }

  NodeId distinct(const z3::expr& e) {
    std::vector<NodeId> parts;
    for (unsigned i = 0; i < e.num_args(); ++i) {
      for (unsigned j = i + 1; j < e.num_args(); ++j) {
        guarded_.charge(1);
        parts.push_back(guarded_.negate(equal(e.arg(i), e.arg(j))));
      }
    }
    return guarded_.all(parts);
  }

  NodeId equal(const z3::expr& a, const z3::expr& b) {
    if (a.is_int()) return guarded_.all({at_least(a, b), at_least(b, a)});
    if (a.is_bool()) return guarded_.same(formula(a), formula(b));
    return guarded_.equal(term(a), term(b));
  }

  Value if_then_else(const z3::expr& e) {
    const NodeId condition = formula(e.arg(0));
    return guarded_.if_then_else(condition, term(e.arg(1)), term(e.arg(2)));
  }

  /// The value of a literal, or nullopt for `failures`; Scope accepts no other integers.
  std::optional<int> integer(const z3::expr& e) const {
    if (e.is_numeral()) return e.get_numeral_int();
    const Z3_decl_kind op = e.decl().decl_kind();
    if (op == Z3_OP_UMINUS) {
      const auto literal = integer(e.arg(0));
      if (literal) return -*literal;
    }
    if (op == Z3_OP_UNINTERPRETED && e.decl().name().str() == "failures") return std::nullopt;
    unknown(e);
  }

  /// a >= b
  NodeId at_least(const z3::expr& a, const z3::expr& b) {
    const auto left = integer(a);
    const auto right = integer(b);
    if (left && right) return guarded_.formulas().constant(*left >= *right);
    if (right) return guarded_.formulas().atom(Op::kFailuresAtLeast, *right);
    if (left) return guarded_.negate(guarded_.formulas().atom(Op::kFailuresAtLeast, *left + 1));
    return Formulas::kTrueId;
  }

  NodeId is_constructor(const z3::expr& e) {
    return term(e.arg(0)).guards[value_index(e.arg(0).get_sort(), tested_value(e.decl()))];
  }

  Value vocabulary(const z3::expr& e) {
    const std::string name = e.decl().name().str();
    if (const auto index = process_index(name)) {
      return Guarded::process_of(ProcessTerm{true, static_cast<std::uint8_t>(*index - 1)});
    }
    if (name == "lost") return Guarded::of(guarded_.formulas().atom(Op::kLost));
    if (name == "crashed") return Guarded::of(guarded_.formulas().atom(Op::kCrashed));
    const Value& process = term(e.arg(0));
    if (name == "correct") return Guarded::of(guarded_.about(process, Op::kCorrect, 0));
    if (name == "connected") return Guarded::of(guarded_.about(process, Op::kConnected, 0));
    if (name == "decided-by") {
      const auto round = integer(e.arg(1));
      if (!round) unknown(e);
      return Guarded::of(guarded_.about(process, Op::kDecidedBy, *round));
    }
    if (name == "decides") {
      const Guards chosen = term(e.arg(1)).guards;
      std::vector<NodeId> cases;
      for (std::size_t i = 0; i < chosen.size(); ++i) {
        cases.push_back(
            guarded_.all({chosen[i], guarded_.about(process, Op::kDecides, static_cast<int>(i))}));
      }
      return Guarded::of(guarded_.any(cases));
    }
    if (name == "init") {
      Value value;
      for (std::size_t i = 0; i < values_of(e.get_sort()); ++i) {
        value.guards.push_back(guarded_.about(process, Op::kInit, static_cast<int>(i)));
      }
      return value;
    }
    unknown(e);
  }

  Guarded guarded_;
  std::vector<int> bound_;  // by bound variable, outermost first: a process's depth, or the index of a value
  int depth_ = 0;           // how many process variables are bound
  std::vector<z3::expr> kept_;  // terms made here: as long as they live, no other term gets their ids
  std::map<std::vector<int>, Value> known_;  // by term, depth_ and the values of its free variables
  FreeVariables free_;
};

}  // namespace

std::vector<Translation> translate(const z3::expr_vector& assertions, Formulas& formulas) {
  Translator translator(formulas);
  std::vector<Translation> result;
  for (unsigned i = 0; i < assertions.size(); ++i) {
    try {
      result.push_back(translator.property(assertions[static_cast<int>(i)]));
    } catch (const Untranslatable& error) {
      throw TranslationError(i, error.what());
    }
  }
  return result;
}

}  // namespace ggms::spec
