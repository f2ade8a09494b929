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
  /// The property's premise: the property is true of every run in which the premise is false. kTrueId if
  /// every run tests the property (premise.h finds the premise). The property is vacuous if the premise never
  /// holds.
  NodeId premise = Formulas::kTrueId;
  bool has_premise = false;
  int line = 0;  // where its (assert ...) begins, from 1; columns count characters
  int column = 0;
};

/// A specification: which values processes start with, what they may decide, which properties must hold.
struct Spec {
  std::string name;                  // the file's name without folder and ending, printable (base::printable)
  std::string text;                  // the SMT-LIB text, as read, without a byte order mark
  std::vector<std::string> initial;  // the values of init's enumeration, in declaration order
  std::vector<std::string> decisions;  // the values of decides's enumeration, in declaration order
  Formulas formulas;
  std::vector<Property> properties;  // in the order of the file
  int named_processes = 0;           // the highest i of the constants p1, p2, ... that the file declares
};

/// Reads a specification (SMT-LIB 2.6 in the vocabulary of docs/specifications.md). Errors name the text
/// `name`, and Spec::name is `name` without folder and ".smt2". Throws base::Error with file:line:column.
Spec read_spec(std::string_view text, const std::string& name);

/// Reads a specification from a file; throws base::Error also if the file can't be read.
Spec load_spec(const std::string& path);

/// The specification with only these of its properties (indices, ascending). Its text does not change.
Spec with_properties(const Spec& spec, const std::vector<int>& properties);

}  // namespace ggms::spec
