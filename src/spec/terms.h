#pragma once

#include <z3++.h>

#include <cstddef>
#include <unordered_map>
#include <vector>

namespace ggms::spec {

// What is asked of Z3's terms and sorts, where its C++ interface has no call for it.

/// A chain of quantifiers of one kind: all their variables' sorts, outermost first, and what is under the
/// last.
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

/// Which bound variables terms depend on.
class FreeVariables {
 public:
  using Indices = std::vector<unsigned>;

  /// As Z3 counts them (0 is the innermost), in order. The term has to live as long: it is known by its id.
  const Indices& of(const z3::expr& e);

 private:
  std::unordered_map<unsigned, Indices> known_;  // by term
};

}  // namespace ggms::spec
