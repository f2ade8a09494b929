#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "base/stop.h"
#include "model/machine.h"
#include "verify/check.h"

namespace ggms::verify {

/// What the explicit checker reports besides the verdict, and which runs it looks at.
struct ExplicitOptions {
  bool count = true;     // also count the configurations of the last boundary, which a verdict does not need
  bool uses = false;     // Check::uses
  bool entries = false;  // Check::entries
  std::size_t max_violations =
      1;  // stop after this many; their scenarios are possible, but may not have the fewest faults
  /// Runs have no faults before this round; if it is past the last round, no process is picked either.
  int first_faulty_round = 1;
  std::vector<std::vector<int>> initial;  // only runs that begin with these initial values; empty: all
};

/// Checks machines in every possible execution: breadth first over the configurations of each round boundary,
/// equal ones merged, receivers' outcome sets taken one by one. Full keys; symmetry only where the view and
/// the properties don't tell processes apart. One object serves many machines of one problem and keeps all
/// that does not depend on the machine.
class Explicit {
 public:
  /// The problem has to outlive the checker.
  explicit Explicit(const model::Problem& problem);
  ~Explicit();
  Explicit(Explicit&&) noexcept;
  Explicit& operator=(Explicit&&) noexcept;

  /// Checks a machine, whose setting may differ from the problem's in its faults only. Verdict kUnknown once
  /// `stop` is requested.
  Check check(const model::Machine& machine, const ExplicitOptions& options, base::Stop& stop);

  /// A configuration of a run: its boundary, the key of its layer (verify/layer_keys.h) and its fact.
  struct Point {
    int boundary = 0;
    std::uint64_t key = 0;
    int fact = 0;
    auto operator<=>(const Point&) const = default;
  };
  /// Checks, and says in place of scenarios through which configurations the executions lead that break
  /// something: those of the first one, then of the next. Check::violations stays empty.
  std::pair<Check, std::vector<Point>> refute(const model::Machine& machine, const ExplicitOptions& options,
                                              base::Stop& stop);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// One check, with the counterexample of the fewest faults if it fails: fewest failing processes, then fewest
/// lost messages, then the first in lexicographic order. Gives another counterexample (Check::fewest is
/// false) if the search for that one would take too long, or if `stop` is requested before it ends.
Check check_explicit(const model::Problem& problem, const model::Machine& machine,
                     const ExplicitOptions& options, base::Stop& stop);

}  // namespace ggms::verify
