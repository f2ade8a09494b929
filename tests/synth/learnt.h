#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "base/rng.h"
#include "base/stop.h"
#include "model/machine.h"
#include "search/entries.h"
#include "synth/contradiction.h"
#include "synth/renaming.h"
#include "synth/table_solver.h"
#include "verify/explicit.h"

/// Searches with what they learnt, and whether a machine satisfies that.
namespace ggms::synth {

/// How long one search may take; what it learnt by then has to be true as well.
base::Stop limited();

/// How the machine fails, in some scenarios; none if it is right.
std::vector<verify::Violation> violations_of(const model::Machine& machine, verify::Explicit& checker);

/// Protocols that are right in the setting, wherever they were found.
std::set<Moves> protocols_of(const model::Problem& problem, base::Rng& rng);

/// The machine with these moves; the entry of each table that a lossless run of equal values uses moves as it
/// does while state names are fixed (GGMS Theorem 2), and anything does where no execution comes.
model::Machine filled(const search::Entries& entries, const model::Setting& setting, const Moves& moves,
                      base::Rng& rng);

/// What the exact engine's own search learns, with its reasons.
Derivation exact_derivation(const model::Problem& problem, std::uint64_t seed);
/// The clauses have moves and configurations as variables.
bool satisfies(const model::Machine& machine, const Derivation& derivation);

/// The same loop with clauses that are kept, and processes merged in the counts views; it learns from some
/// more machines, those of `wrong`.
void learn_exactly(const model::Problem& problem, std::uint64_t seed,
                   const std::vector<model::Machine>& wrong, TableSolver& solver);
bool satisfies(const model::Machine& machine, TableSolver& solver);

/// Whether the learning engines would keep the machine, were all its transitions frozen.
bool is_kept_frozen(const model::Machine& machine, const search::Entries& entries, Contradiction& learnt);

/// Whether the machine decides as what full information learnt demands. The clauses have decisions after
/// histories as variables: those that the machine takes after them.
bool decides_right(const model::Machine& machine, const Derivation& derivation);

}  // namespace ggms::synth
