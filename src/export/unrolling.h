#pragma once

#include <optional>
#include <string>
#include <vector>

#include "export/system.h"

namespace ggms::exports {

/// A named value of a run: an open one, or one that other terms define.
struct Term {
  std::string name;
  Type type;
  std::optional<Expr> value;  // nullopt: open
};

/// One step of all runs.
struct UnrolledStep {
  std::string comment;
  std::vector<Term> terms;
  std::vector<Expr> permitted;  // conditions on the open terms
};

/// All runs of a system at once, without quantifiers. In expressions kVariable stands for a term; terms are
/// numbered through all steps.
struct Unrolling {
  std::vector<UnrolledStep> steps;
  std::vector<Expr> assertions;  // System::assertions, at the end of the run
};

/// Follows a system from its start to its end. Round and turn are the same in all runs after the same number
/// of steps, so no expression contains them.
Unrolling unrolled(const System& system);

}  // namespace ggms::exports
