#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "model/machine.h"

namespace ggms::synth {

/// What a machine does: its entries, sorted, and where they lead. For a protocol: its reachable ones.
using Moves = std::vector<std::pair<model::Entry, model::State>>;

/// The names of internal states mean nothing: those of a round boundary can be exchanged in all that leads to
/// them and all that receives them, and where each process has a table of its own (vector+id), those of each
/// process apart. Machines that differ in nothing else are one protocol. This is one of them for each
/// protocol: at each boundary states are named in the order in which the sorted entries lead to them.
Moves canonical(const model::Setting& setting, const Moves& moves);

/// All machines of the same protocol that do as TableSolver::freeze_lossless_run wants, sorted; only `most`
/// of them where there are more. `moves` itself is among them if it does so.
std::vector<Moves> renamed(const model::Setting& setting, const Moves& moves, std::size_t most);

/// 16 hexadecimal digits that tell such protocols of one setting apart: those of the canonical machine.
std::string digest(const Moves& moves);

}  // namespace ggms::synth
