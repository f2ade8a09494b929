#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "export/system.h"

namespace ggms::support {

/// The result of exploring all runs of a system.
struct Explored {
  std::uint64_t states = 0;
  int longest_run = 0;                // in actions
  std::vector<bool> assertion_holds;  // by assertion: in every state that has ended
};

/// Visits every reachable state of a system, breadth first; nullopt past `limit` states. Throws
/// base::InternalError if the system breaks the rules of its form: no enabled action or two in a state that
/// is not final, no permitted value of a choice, a value outside its type.
std::optional<Explored> explore(const exports::System& system, std::uint64_t limit);

}  // namespace ggms::support
