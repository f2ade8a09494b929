#pragma once

#include <string>
#include <vector>

#include "spec/sexpr.h"

namespace ggms::spec {

/// What a specification declares, as far as its S-expressions tell without Z3.
struct Script {
  struct Assertion {
    std::string name;
    const Sexpr* form = nullptr;  // the whole (assert ...), inside `source`
  };

  SexprText source;
  std::vector<std::string> initial;    // the values of init's enumeration
  std::vector<std::string> decisions;  // the values of decides's enumeration
  int named_processes = 0;             // the highest i of the constants p1, p2, ...
  std::vector<Assertion> assertions;   // in the order of the file
  /// The text for a solver: it has blanks in place of comments and of every command but declarations,
  /// definitions and assertions; the rest stays at its place. Every assertion in it is one property, in the
  /// same order.
  std::string solver_text;
};

/// The largest i of a declared process pi (specifications need at most a handful; formulas store i in a
/// byte).
inline constexpr int kMaxNamedProcesses = 255;

/// Reads commands, names, numbers and `:named` of a specification, all but the sorts of terms. Throws
/// base::Error with the place of the first error.
Script read_script(std::string_view text, const std::string& name);

}  // namespace ggms::spec
