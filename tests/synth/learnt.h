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

/// Runs searches, and checks whether a machine satisfies the clauses that they learnt.
namespace ggms::synth {

/// The time limit of one search; the clauses that it has learnt by then have to be true too.
base::Stop limited();

/// Some scenarios in which the machine fails; empty if it is right.
std::vector<verify::Violation> violations_of(const model::Machine& machine, verify::Explicit& checker);

/// Protocols that are right in the setting, wherever they were found.
std::set<Moves> protocols_of(const model::Problem& problem, base::Rng& rng);

/// The machine with these moves; the entry of each table that a lossless run of equal values uses moves as it
/// does while state names are fixed (GGMS Theorem 2), and entries that no execution reaches may move
/// anywhere.
model::Machine filled(const search::Entries& entries, const model::Setting& setting, const Moves& moves,
                      base::Rng& rng);

/// The clauses that the exact engine's own search learns, with their reasons.
Derivation exact_derivation(const model::Problem& problem, std::uint64_t seed);
/// All clauses of the symbolic strategy but those that name states, with their reasons; none where they are
/// many.
Derivation symbolic_derivation(const model::Problem& problem, std::uint64_t seed);
/// The clauses have moves, configurations and outcomes as variables.
bool satisfies(const model::Machine& machine, const Derivation& derivation);

/// The same loop, which keeps its clauses and merges processes in the counts views; it also learns from the
/// machines of `wrong`.
void learn_exactly(const model::Problem& problem, std::uint64_t seed,
                   const std::vector<model::Machine>& wrong, TableSolver& solver);
bool satisfies(const model::Machine& machine, TableSolver& solver);

/// Whether the learning engines would keep the machine, were all its transitions frozen.
bool is_kept_frozen(const model::Machine& machine, const search::Entries& entries, Contradiction& learnt);

/// Whether the machine satisfies the clauses that full information learnt. Their variables are decisions
/// after histories; the machine's decisions give them their values.
bool decides_right(const model::Machine& machine, const Derivation& derivation);

}  // namespace ggms::synth
