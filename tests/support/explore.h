#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "export/system.h"

namespace ggms::support {

/// What all runs of a system show.
struct Explored {
  std::uint64_t states = 0;
  int longest_run = 0;                // in actions
  std::vector<bool> assertion_holds;  // by assertion: in every state that has ended
};

/// Goes through every state that a system can be in, breadth first; nullopt past `limit` states. Throws
/// base::InternalError where the system breaks the rules of its form: no action or two in a state that has
/// not ended, no permitted value of a choice, a value outside its type.
std::optional<Explored> explore(const exports::System& system, std::uint64_t limit);

}  // namespace ggms::support
