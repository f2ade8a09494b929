// How many ways there are to choose the processes that a property speaks of: the number of processes to the
// power of its process variables, those that lie inside each other and that it does something with. The bound
// is that of the other evaluators, and the words of the error are theirs.
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
    std::set<std::pair<unsigned, unsigned>>;  // a term's number, and an index that it doesn't have

bool is_in(const z3::expr& term, unsigned index, Without& without) {
  if (term.is_var()) return Z3_get_index_value(term.ctx(), term) == index;
  if (!without.emplace(term.id(), index).second) return false;  // where it occurs, nothing is asked again
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

/// How many process variables lie inside each other in a term; `seen`: by a term's number.
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
