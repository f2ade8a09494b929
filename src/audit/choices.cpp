// Counts the ways to choose the processes that a property speaks of: the number of processes to the power of
// the number of nested process variables that occur in the property. The bound and the words of the error are
// those of the other evaluators (spec/choices.cpp).
#include "audit/choices.h"

#include <algorithm>
#include <set>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace ggms::audit {

namespace {

constexpr int kMostChoicesLog2 = 23;  // docs/specifications.md says why

using Without =
    std::set<std::pair<unsigned, unsigned>>;  // a term's number, and an index that does not occur in the term

bool is_in(const z3::expr& term, unsigned index, Without& without) {
  if (term.is_var()) return Z3_get_index_value(term.ctx(), term) == index;
  if (!without.emplace(term.id(), index).second) return false;  // looked at before, without success
  if (term.is_quantifier())
    return is_in(term.body(), index + Z3_get_quantifier_num_bound(term.ctx(), term), without);
  for (unsigned i = 0; i < term.num_args(); ++i) {
    if (is_in(term.arg(i), index, without)) return true;
  }
  return false;
}

bool has_variable(const z3::expr& term, unsigned index) {
  Without without;
  return is_in(term, index, without);
}

/// How many process variables are nested in a term; `seen`: answers by a term's number.
int variables_of(const z3::expr& term, const z3::sort& process, std::unordered_map<unsigned, int>& seen) {
  if (term.is_var()) return 0;
  if (const auto known = seen.find(term.id()); known != seen.end()) return known->second;
  int variables = 0;
  if (term.is_quantifier()) {
    const unsigned bound = Z3_get_quantifier_num_bound(term.ctx(), term);
    const z3::expr body = term.body();
    variables = variables_of(body, process, seen);
    for (unsigned i = 0; i < bound; ++i) {
      const z3::sort sort(term.ctx(), Z3_get_quantifier_bound_sort(term.ctx(), term, i));
      if (z3::eq(sort, process) && has_variable(body, bound - 1 - i)) ++variables;
    }
  } else {
    for (unsigned i = 0; i < term.num_args(); ++i)
      variables = std::max(variables, variables_of(term.arg(i), process, seen));
  }
  seen.emplace(term.id(), variables);
  return variables;
}

}  // namespace

bool occurs(const z3::expr& term, unsigned index) {
  return has_variable(term, index);
}

std::optional<std::string> too_many_choices(const std::string& name, const z3::expr& property,
                                            const z3::sort& process, int processes) {
  std::unordered_map<unsigned, int> seen;
  const int variables = variables_of(property, process, seen);
  double choices = 1;
  for (int i = 0; i < variables; ++i) choices *= processes;
  if (choices <= static_cast<double>(1U << static_cast<unsigned>(kMostChoicesLog2))) return std::nullopt;
  return fmt::format("property '{}' has {}^{} ways to choose its processes; at most 2^{} can be gone through",
                     name, processes, variables, kMostChoicesLog2);
}

}  // namespace ggms::audit
