#pragma once

#include <memory>
#include <vector>

#include "base/stop.h"
#include "model/machine.h"
#include "verify/check.h"

namespace ggms::verify {

/// What the explicit checker is asked for besides the verdict.
struct ExplicitOptions {
  bool count = true;     // the configurations of the last boundary too, which a verdict does not need
  bool uses = false;     // Check::uses
  bool entries = false;  // Check::entries
  std::size_t max_violations =
      1;  // stop after so many; their scenarios are possible, but not with the fewest faults
  /// Nothing goes wrong before this round; past the last one no process is picked either.
  int first_faulty_round = 1;
  std::vector<std::vector<int>> initial;  // only runs that begin with these initial values; empty: all
};

/// Checks machines in every possible execution: breadth first over the configurations of each round boundary,
/// equal ones merged, receivers' outcome sets taken one by one. Full keys; symmetry only where the view and
/// the properties don't tell processes apart. One object serves many machines of one problem and keeps what
/// does not depend on the machine.
class Explicit {
 public:
  /// The problem has to outlive the checker.
  explicit Explicit(const model::Problem& problem);
  ~Explicit();
  Explicit(Explicit&&) noexcept;
  Explicit& operator=(Explicit&&) noexcept;

  /// The machine has the problem's setting but, maybe, for the faults. `stop` requested: verdict kUnknown.
  Check check(const model::Machine& machine, const ExplicitOptions& options, base::Stop& stop);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// One check, with the counterexample of the fewest faults if it fails: fewest failing processes, then fewest
/// lost messages, then the first in lexicographic order. Another one (Check::fewest is false) where it would
/// take too long to find that, or `stop` is requested before.
Check check_explicit(const model::Problem& problem, const model::Machine& machine,
                     const ExplicitOptions& options, base::Stop& stop);

}  // namespace ggms::verify
