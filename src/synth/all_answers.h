#pragma once

#include <cstdint>
#include <functional>

#include "synth/renaming.h"
#include "synth/synthesis.h"

namespace ggms::synth {

/// What a search for all protocols of a setting came to.
struct AllAnswers {
  std::uint64_t count = 0;  // protocols that were found
  bool complete = false;    // there are no others
  /// Without a machine. kFound if so many as were asked for, or all there are, were found; kInfeasible where
  /// there is none.
  Result result;
};

/// Looks for all protocols of a setting: machines that differ on the entries that some execution uses, modulo
/// the names of internal states (canonical()). Each was checked. `on_found` gets each of them once, in
/// canonical form. Ends after `limit` of them.
AllAnswers all_answers(const model::Problem& problem, const Options& options, std::uint64_t limit,
                       base::Stop& stop, const OnProgress& on_progress,
                       const std::function<void(Moves)>& on_found);

}  // namespace ggms::synth
