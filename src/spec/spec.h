#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "spec/formula.h"

namespace ggms::spec {

/// One named assertion of a specification.
struct Property {
  std::string name;
  NodeId formula = Formulas::kTrueId;
  /// When the property is put to the test: it is true of every run in which this isn't. kTrueId where it is
  /// tested in every run (premise.h says how that is found). The property is vacuous if this never holds.
  NodeId premise = Formulas::kTrueId;
  bool has_premise = false;
  int line = 0;  // where its (assert ...) begins, from 1; columns count characters
  int column = 0;
};

/// A specification: which values processes start with, what they may decide, what must hold.
struct Spec {
  std::string name;                  // the file's name without folder and ending, printable (base::printable)
  std::string text;                  // the SMT-LIB text, as read, without a byte order mark
  std::vector<std::string> initial;  // the values of init's enumeration, in declaration order
  std::vector<std::string> decisions;  // the values of decides's enumeration, in declaration order
  Formulas formulas;
  std::vector<Property> properties;  // in the order of the file
  int named_processes = 0;           // the highest i of the constants p1, p2, ... that the file declares
};

/// Reads a specification (SMT-LIB 2.6 in the vocabulary of docs/specifications.md). `name` is what errors
/// cite and what Spec::name becomes (folder and ".smt2" removed). Throws base::Error with file:line:column.
Spec read_spec(std::string_view text, const std::string& name);

/// The same from a file; throws base::Error too where it can't be read.
Spec load_spec(const std::string& path);

/// The specification with these of its properties only (indices, ascending). Its text stays what it was.
Spec with_properties(const Spec& spec, const std::vector<int>& properties);

}  // namespace ggms::spec
