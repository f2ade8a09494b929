#pragma once

#include <z3++.h>

#include <string>
#include <vector>

#include "spec/outcome.h"

namespace ggms::spec {

/// Evaluates SMT-LIB text on an outcome by Z3 alone: makes Process an enumeration of n values, writes out
/// every quantifier and replaces every atom by its value with Z3's substitution, and leaves the rest to Z3's
/// simplifier.
class Oracle {
 public:
  /// `enumerations` and `vocabulary` are the declarations of these; `rest` has definitions and assertions. If
  /// `named` is set, p1 and p2 are the first two processes.
  Oracle(int processes, bool named, const std::string& enumerations, const std::string& vocabulary,
         const std::string& rest);

  std::size_t properties() const { return ground_.size(); }

  /// Whether each assertion is true of the outcome.
  std::vector<bool> evaluate(const Outcome& outcome);

 private:
  z3::expr ground(const z3::expr& term);
  z3::expr value_of(const z3::expr& atom, const Outcome& outcome);
  void collect_atoms(const z3::expr& term);

  z3::context context_;
  std::vector<z3::expr> ground_;
  z3::expr_vector atoms_;
};

}  // namespace ggms::spec
