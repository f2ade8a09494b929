#pragma once

#include <z3++.h>

#include <cstddef>
#include <unordered_map>
#include <vector>

namespace ggms::spec {

// Functions on Z3's terms and sorts that its C++ interface lacks.

/// A chain of quantifiers of one kind: the sorts of all their variables, outermost first, and the body under
/// the last.
struct QuantifierBlock {
  std::vector<z3::sort> sorts;
  z3::expr body;
};
/// The longest one that begins with this quantifier.
QuantifierBlock quantifier_block(const z3::expr& quantifier);

/// How many values an enumeration or Bool has; 0 for Process.
std::size_t values_of(const z3::sort& sort);
/// The place of a value of an enumeration; `value` is what declares it.
std::size_t value_index(const z3::sort& sort, const z3::func_decl& value);
/// The value that (_ is value) tests for.
z3::func_decl tested_value(const z3::func_decl& test);

/// Finds the bound variables that terms depend on.
class FreeVariables {
 public:
  using Indices = std::vector<unsigned>;

  /// The variables in Z3's numbers (0 is the innermost), in order. The term has to live as long as this
  /// object, which knows it by its id.
  const Indices& of(const z3::expr& e);

 private:
  std::unordered_map<unsigned, Indices> known_;  // by term
};

}  // namespace ggms::spec
