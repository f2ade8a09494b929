#pragma once

#include <compare>
#include <cstdint>
#include <vector>

#include "spec/spec.h"

namespace ggms::spec {

/// What a property can see of one process when the run has ended.
struct Observation {
  static constexpr int kNone = -1;

  int name = kNone;        // i for the process p(i+1), if the specification names it
  int initial = 0;         // its initial value
  int decision = kNone;    // what it decided
  int decided_in = kNone;  // the round in which it decided (1-based)
  bool correct = true;
  bool connected = true;
  auto operator<=>(const Observation&) const = default;
};

/// What a property can see of the run as a whole.
struct RunFacts {
  bool lost = false;                // the vector of some process that moved contained `lost`
  bool crashed = false;             // some process crashed
  int failures = 0;                 // how many processes crashed or were picked as faulty
  std::uint64_t initial_facts = 0;  // bit i: Compiled::initial_facts[i] is true of the initial values
  auto operator<=>(const RunFacts&) const = default;
};

/// A whole run, as properties see it; processes[i] is process i+1.
struct Outcome {
  std::vector<Observation> processes;
  RunFacts facts;
};

/// Whether a closed formula is true of a run. Plain recursion over all processes: slow and obviously right.
bool evaluate(const Formulas& formulas, NodeId formula, const Outcome& outcome);

/// Whether an atom holds of a process of which properties see `p` (unused if the atom speaks of the whole
/// run); `same` is the truth of kSame, which only the caller knows. Every evaluator uses this function.
bool atom_holds(const Node& atom, const Observation* p, bool same, const RunFacts& facts);

/// For a formula that is false of a run: the processes (0-based) that the first falsifying assignment gives
/// its leading universal quantifiers; empty if it has no such quantifier.
std::vector<int> falsifying_processes(const Formulas& formulas, NodeId formula, const Outcome& outcome);

}  // namespace ggms::spec
