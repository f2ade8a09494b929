#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/machine.h"
#include "model/problem.h"

namespace ggms::support {

/// Whether some machine is right, by trying all: runs every scenario in turn and branches over the state of
/// each table entry when a run first needs it. Exponential, and as plain as it can be. nullopt past `limit`
/// runs.
std::optional<bool> some_machine_is_right(const model::Problem& problem, std::uint64_t limit);

/// The same search gone through to its end: every machine that is right, with the entries that some run uses.
/// nullopt past `limit` runs.
std::optional<std::vector<model::Machine>> all_right_machines(const model::Problem& problem,
                                                              std::uint64_t limit);

}  // namespace ggms::support
