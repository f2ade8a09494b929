#include "spec/oracle.h"

#include <algorithm>
#include <stdexcept>

namespace ggms::spec {

namespace {

z3::sort bound_sort(const z3::expr& quantifier, unsigned i) {
  return {quantifier.ctx(), Z3_get_quantifier_bound_sort(quantifier.ctx(), quantifier, i)};
}

std::vector<z3::expr> values_of(const z3::sort& sort) {
  z3::context& context = sort.ctx();
  if (sort.is_bool()) return {context.bool_val(false), context.bool_val(true)};
  std::vector<z3::expr> values;
  for (unsigned i = 0; i < Z3_get_datatype_sort_num_constructors(context, sort); ++i) {
    values.push_back(z3::func_decl(context, Z3_get_datatype_sort_constructor(context, sort, i))());
  }
  return values;
}

std::size_t index_of(const z3::expr& value) {
  const auto values = values_of(value.get_sort());
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (z3::eq(values[i], value)) return i;
  }
  throw std::logic_error("not ground: " + value.to_string());
}

bool is_atom(const z3::expr& term) {
  return term.is_app() && term.decl().decl_kind() == Z3_OP_UNINTERPRETED;
}

}  // namespace

Oracle::Oracle(int processes, bool named, const std::string& enumerations, const std::string& vocabulary,
               const std::string& rest)
    : atoms_(context_) {
  std::string text = enumerations + "(declare-datatypes ((Process 0)) ((";
  for (int i = 0; i < processes; ++i) text += "(|the process " + std::to_string(i) + "|)";
  text += ")))\n" + vocabulary;
  if (named) text += "(define-fun p1 () Process |the process 0|)(define-fun p2 () Process |the process 1|)\n";
  const z3::expr_vector assertions = context_.parse_string((text + rest).c_str());
  for (unsigned i = 0; i < assertions.size(); ++i) {
    ground_.push_back(ground(assertions[static_cast<int>(i)]).simplify());
    collect_atoms(ground_.back());
  }
}

z3::expr Oracle::ground(const z3::expr& term) {
  if (term.is_quantifier()) {
    const unsigned bound = Z3_get_quantifier_num_bound(context_, term);
    std::vector<std::vector<z3::expr>> values;
    for (unsigned i = 0; i < bound; ++i) values.push_back(values_of(bound_sort(term, i)));
    std::vector<std::size_t> chosen(bound, 0);
    z3::expr_vector parts(context_);
    bool more = true;
    while (more) {
      z3::expr_vector with(context_);  // Z3 counts from the innermost variable
      for (unsigned i = bound; i-- > 0;) with.push_back(values[i][chosen[i]]);
      z3::expr body = term.body();
      parts.push_back(ground(body.substitute(with)).simplify());
      more = false;
      for (unsigned i = 0; i < bound && !more; ++i) {
        more = ++chosen[i] < values[i].size();
        if (!more) chosen[i] = 0;
      }
    }
    return term.is_forall() ? z3::mk_and(parts) : z3::mk_or(parts);
  }
  if (!term.is_app() || term.num_args() == 0) return term;
  z3::expr_vector arguments(context_);
  for (unsigned i = 0; i < term.num_args(); ++i) arguments.push_back(ground(term.arg(i)));
  return term.decl()(arguments);
}

/// Atoms within atoms come first.
void Oracle::collect_atoms(const z3::expr& term) {
  for (unsigned i = 0; i < term.num_args(); ++i) collect_atoms(term.arg(i));
  if (!is_atom(term)) return;
  for (unsigned i = 0; i < atoms_.size(); ++i) {
    if (z3::eq(atoms_[static_cast<int>(i)], term)) return;
  }
  atoms_.push_back(term);
}

z3::expr Oracle::value_of(const z3::expr& atom, const Outcome& outcome) {
  const std::string name = atom.decl().name().str();
  if (name == "lost") return context_.bool_val(outcome.facts.lost);
  if (name == "crashed") return context_.bool_val(outcome.facts.crashed);
  if (name == "failures") return context_.int_val(outcome.facts.failures);
  const Observation& seen = outcome.processes[index_of(atom.arg(0))];
  if (name == "correct") return context_.bool_val(seen.correct);
  if (name == "connected") return context_.bool_val(seen.connected);
  if (name == "init") return values_of(atom.get_sort())[static_cast<std::size_t>(seen.initial)];
  const bool decided = seen.decision != Observation::kNone;
  if (name == "decides") {
    return context_.bool_val(decided && static_cast<std::size_t>(seen.decision) == index_of(atom.arg(1)));
  }
  if (name == "decided-by") {
    return context_.bool_val(decided && seen.decided_in <= atom.arg(1).simplify().get_numeral_int());
  }
  throw std::logic_error("unknown atom " + name);
}

std::vector<bool> Oracle::evaluate(const Outcome& outcome) {
  z3::expr_vector from(context_);
  z3::expr_vector to(context_);
  for (unsigned i = 0; i < atoms_.size(); ++i) {
    // An atom may contain others, which by now have values.
    z3::expr atom = atoms_[static_cast<int>(i)];
    z3::expr_vector arguments(context_);
    for (unsigned k = 0; k < atom.num_args(); ++k)
      arguments.push_back(atom.arg(k).substitute(from, to).simplify());
    from.push_back(atom);
    to.push_back(value_of(atom.decl()(arguments), outcome));
  }
  std::vector<bool> result;
  for (z3::expr& property : ground_) {
    const z3::expr value = property.substitute(from, to).simplify();
    if (!value.is_true() && !value.is_false()) throw std::logic_error("not decided: " + value.to_string());
    result.push_back(value.is_true());
  }
  return result;
}

}  // namespace ggms::spec
