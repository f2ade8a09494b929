// Finds the premise of a property that says "if ..., then ...", however it is written. A property is a
// conjunction: of the parts of an `and`, of the two branches of an `ite`, of one copy of its body for each
// process or value that a `forall` binds. A run puts the property to the test if it puts one of these parts
// to the test. Each part is a clause, "not A, or not B, or C", and its premise is "A and B": the terms left
// of a `=>` or under a `not`. If all terms stand under a `not`, as in "not (A and B)", either could be the
// premise; we take those that don't depend on decisions, because a protocol chooses decisions. Under a
// negation, `and` and `or` change places, and so do `forall` and `exists`.
//
// Definitions and `let` need no code here, because Z3 has expanded them.

#include "spec/premise.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ggms::spec {

namespace {

/// A term, or its negation.
struct Literal {
  z3::expr term;
  bool positive;
};

/// "If all of `given`, then one of `then`."
struct Clause {
  std::vector<z3::expr> given;
  std::vector<Literal> then;
};

/// A premise; nullopt if there is none, because every run tests the property.
using Premise = std::optional<z3::expr>;

bool is_a(const z3::expr& e, Z3_decl_kind kind) {
  return e.is_app() && e.decl().decl_kind() == kind;
}

bool is_constant(const Literal& literal, bool value) {
  return is_a(literal.term, literal.positive == value ? Z3_OP_TRUE : Z3_OP_FALSE);
}

class PremiseFinder {
 public:
  explicit PremiseFinder(z3::context& context) : context_(context) {}

  Premise find(const Literal& literal) {
    const auto& [e, positive] = literal;
    if (e.is_quantifier()) return quantified(e, positive);
    if (is_a(e, Z3_OP_NOT)) return find({e.arg(0), !positive});
    if (is_a(e, Z3_OP_ITE)) return choice(e, positive);
    if (is_a(e, Z3_OP_IMPLIES) && !positive) return all_of({{e.arg(0), true}, {e.arg(1), false}});
    if (is_a(e, positive ? Z3_OP_AND : Z3_OP_OR)) {
      std::vector<Literal> parts;
      for (unsigned i = 0; i < e.num_args(); ++i) parts.push_back({e.arg(i), positive});
      return all_of(parts);
    }
    if (is_a(e, positive ? Z3_OP_OR : Z3_OP_AND) || is_a(e, Z3_OP_IMPLIES)) return clause(e, positive);
    return std::nullopt;
  }

 private:
  /// The premise of a conjunction: a run tests it if it tests one of the parts.
  Premise all_of(const std::vector<Literal>& parts) {
    std::vector<Premise> found;
    for (const Literal& part : parts) {
      if (!is_constant(part, true)) found.push_back(find(part));
    }
    return one_of(found);
  }

  Premise one_of(const std::vector<Premise>& premises) const {
    z3::expr_vector all(context_);
    for (const Premise& premise : premises) {
      if (!premise) return std::nullopt;
      all.push_back(*premise);
    }
    if (all.empty()) return std::nullopt;
    return all.size() == 1 ? all[0] : z3::mk_or(all);
  }

  Premise quantified(const z3::expr& e, bool positive) {
    if (e.is_lambda() || e.is_forall() != positive) return std::nullopt;
    const Premise inner = find({e.body(), positive});
    return inner ? Premise(exists(e, *inner)) : std::nullopt;
  }

  /// "For some of the values that `quantifier` binds: body."
  z3::expr exists(const z3::expr& quantifier, const z3::expr& body) const {
    std::vector<Z3_sort> sorts;
    std::vector<Z3_symbol> names;
    for (unsigned i = 0; i < Z3_get_quantifier_num_bound(context_, quantifier); ++i) {
      sorts.push_back(Z3_get_quantifier_bound_sort(context_, quantifier, i));
      names.push_back(Z3_get_quantifier_bound_name(context_, quantifier, i));
    }
    const Z3_ast result =
        Z3_mk_quantifier(context_, false, 0, 0, nullptr, static_cast<unsigned>(sorts.size()), sorts.data(),
                         names.data(), body);
    context_.check_error();
    return {context_, result};
  }

  /// The premise of (ite c a b), which is "if c, then a" and "if not c, then b". If both can be tested and
  /// neither has a premise of its own, each run tests one of them.
  Premise choice(const z3::expr& e, bool positive) {
    const Literal then{e.arg(1), positive};
    const Literal otherwise{e.arg(2), positive};
    if (is_constant(then, true)) return branch({e.arg(0), false}, otherwise);
    if (is_constant(otherwise, true)) return branch({e.arg(0), true}, then);
    if (!find(then) && !find(otherwise)) return std::nullopt;
    return one_of({branch({e.arg(0), true}, then), branch({e.arg(0), false}, otherwise)});
  }

  Premise branch(const Literal& condition, const Literal& body) {
    if (is_constant(body, false)) return find({condition.term, !condition.positive});  // "never"
    return given({condition.positive ? condition.term : !condition.term}, find(body));
  }

  /// The premise of a term that has the premise `besides` and has to hold only if all of `conditions` do.
  Premise given(const std::vector<z3::expr>& conditions, const Premise& besides) const {
    z3::expr_vector all(context_);
    for (const z3::expr& condition : conditions) all.push_back(condition);
    if (besides) all.push_back(*besides);
    if (all.empty()) return std::nullopt;
    return all.size() == 1 ? all[0] : z3::mk_and(all);
  }

  Premise clause(const z3::expr& e, bool positive) {
    Clause clause;
    collect({e, positive}, clause);
    if (clause.then.empty()) {  // "if a, then false" is "not a"
      const std::vector<z3::expr> refused = std::move(clause.given);
      clause.given.clear();
      for (const z3::expr& one : refused) collect({one, false}, clause);
    }
    settle(clause);
    return given(clause.given, clause.then.size() == 1 ? find(clause.then[0]) : std::nullopt);
  }

  /// Adds what a literal says to a clause.
  void collect(const Literal& literal, Clause& clause) const {
    const auto& [e, positive] = literal;
    if (is_constant(literal, false)) return;
    if (is_a(e, Z3_OP_NOT)) return collect({e.arg(0), !positive}, clause);
    if (positive && is_a(e, Z3_OP_IMPLIES)) {
      clause.given.push_back(e.arg(0));
      return collect({e.arg(1), true}, clause);
    }
    if (!is_a(e, positive ? Z3_OP_OR : Z3_OP_AND)) return clause.then.push_back(literal);
    for (unsigned i = 0; i < e.num_args(); ++i) collect({e.arg(i), positive}, clause);
  }

  /// Moves the negated terms that are part of the premise to `given`. Leaves at least one term in `then`.
  void settle(Clause& clause) {
    const auto is_negative = [](const Literal& literal) { return !literal.positive; };
    const bool all_negative = std::all_of(clause.then.begin(), clause.then.end(), is_negative);
    const auto is_given = [&](const Literal& literal) {
      return is_negative(literal) && (!all_negative || !asks_for_decisions(literal.term));
    };
    const auto first = std::stable_partition(clause.then.begin(), clause.then.end(),
                                             [&](const Literal& literal) { return !is_given(literal); });
    if (first == clause.then.begin()) return;
    for (auto it = first; it != clause.then.end(); ++it) clause.given.push_back(it->term);
    clause.then.erase(first, clause.then.end());
  }

  bool asks_for_decisions(const z3::expr& e) {
    const auto known = asks_.find(e.id());
    if (known != asks_.end()) return known->second;
    bool asks = false;
    if (e.is_quantifier()) asks = asks_for_decisions(e.body());
    if (e.is_app()) {
      const std::string name = e.decl().name().str();
      asks = is_a(e, Z3_OP_UNINTERPRETED) && (name == "decides" || name == "decided-by");
      for (unsigned i = 0; i < e.num_args() && !asks; ++i) asks = asks_for_decisions(e.arg(i));
    }
    asks_.emplace(e.id(), asks);
    return asks;
  }

  z3::context& context_;
  std::unordered_map<unsigned, bool> asks_;  // by term of the property, which outlives this
};

}  // namespace

std::optional<z3::expr> premise_of(const z3::expr& property) {
  return PremiseFinder(property.ctx()).find({property, true});
}

}  // namespace ggms::spec
