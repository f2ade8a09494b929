#pragma once

#include "base/packed.h"
#include "model/adversary.h"
#include "model/setting.h"

namespace ggms::model {

// The ranges of numbers in validated settings, for keys that pack them (base::Packing). If a limit grows, the
// keys grow with it; if they no longer fit, they don't compile.

/// A process's index.
inline constexpr base::Range kProcessRange{0, kMaxProcesses - 1};
/// A process's index, or -1 for none.
inline constexpr base::Range kNameRange{-1, kMaxProcesses - 1};
/// A number of processes.
inline constexpr base::Range kCountRange{0, kMaxProcesses};
/// model::Role.
inline constexpr base::Range kRoleRange{kNotPicked, kFaultWords};
/// An initial value, or a state; the kMaxStates of validate().
inline constexpr base::Range kInitialRange{0, kMaxStates - 1};
/// A state of a boundary, or a decision; -1 for none.
inline constexpr base::Range kStateRange{-1, kMaxStates - 1};
/// The round in which a process decided; 0 if that does not matter, -1 if it has not decided.
inline constexpr base::Range kDecidedInRange{-1, kMaxRounds};
/// Yes or no.
inline constexpr base::Range kFlagRange{0, 1};

}  // namespace ggms::model
