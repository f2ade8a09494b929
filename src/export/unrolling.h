#pragma once

#include <optional>
#include <string>
#include <vector>

#include "export/system.h"

namespace ggms::exports {

/// Something that a run leaves open or comes to, by a name of its own.
struct Term {
  std::string name;
  Type type;
  std::optional<Expr> value;  // none: open
};

/// One step of all runs.
struct UnrolledStep {
  std::string comment;
  std::vector<Term> terms;
  std::vector<Expr> permitted;  // what is open is so
};

/// All runs of a system at once, without quantifiers: in expressions kVariable says which term, counted
/// through all steps.
struct Unrolling {
  std::vector<UnrolledStep> steps;
  std::vector<Expr> assertions;  // System::assertions, at the end of the run
};

/// Follows a system from its start to its end. Which round it is and whose turn is the same in all runs after
/// as many steps, so no expression speaks of it.
Unrolling unrolled(const System& system);

}  // namespace ggms::exports
