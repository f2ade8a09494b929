// Answers questions about Z3's terms. Z3 counts bound variables from the innermost quantifier (de Bruijn
// indices), so a variable has another number under each quantifier. Terms are shared, so the variables of
// each term are found once.

#include "spec/terms.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/check.h"

namespace ggms::spec {

QuantifierBlock quantifier_block(const z3::expr& quantifier) {
  const bool forall = quantifier.is_forall();
  QuantifierBlock block{{}, quantifier};
  while (forall ? block.body.is_forall() : block.body.is_exists()) {
    const z3::expr& q = block.body;
    for (unsigned i = 0; i < Z3_get_quantifier_num_bound(q.ctx(), q); ++i) {
      block.sorts.emplace_back(q.ctx(), Z3_get_quantifier_bound_sort(q.ctx(), q, i));
    }
    block.body = q.body();
  }
  return block;
}

std::size_t values_of(const z3::sort& sort) {
  if (sort.is_bool()) return 2;
  if (!sort.is_datatype()) return 0;
  return Z3_get_datatype_sort_num_constructors(sort.ctx(), sort);
}

std::size_t value_index(const z3::sort& sort, const z3::func_decl& value) {
  const auto is_it = [&](unsigned i) {
    return z3::eq(z3::func_decl(sort.ctx(), Z3_get_datatype_sort_constructor(sort.ctx(), sort, i)), value);
  };
  unsigned index = 0;
  const std::size_t values = values_of(sort);
  while (index < values && !is_it(index)) ++index;
  CHECK(index < values);
  return index;
}

z3::func_decl tested_value(const z3::func_decl& test) {
  return {test.ctx(), Z3_get_decl_func_decl_parameter(test.ctx(), test, 0)};
}

const FreeVariables::Indices& FreeVariables::of(const z3::expr& e) {
  const auto known = known_.find(e.id());
  if (known != known_.end()) return known->second;
  Indices result;
  if (e.is_var()) {
    result.push_back(Z3_get_index_value(e.ctx(), e));
  } else if (e.is_quantifier()) {
    const unsigned bound = Z3_get_quantifier_num_bound(e.ctx(), e);
    for (const unsigned index : of(e.body())) {
      if (index >= bound) result.push_back(index - bound);
    }
  } else {
    for (unsigned i = 0; i < e.num_args(); ++i) {
      const Indices& more = of(e.arg(i));
      Indices both;
      std::set_union(result.begin(), result.end(), more.begin(), more.end(), std::back_inserter(both));
      result = std::move(both);
    }
  }
  return known_.emplace(e.id(), std::move(result)).first->second;
}

}  // namespace ggms::spec
