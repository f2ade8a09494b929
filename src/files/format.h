#pragma once

#include <string>

#include "model/problem.h"

// The parts that the writer and the reader of protocol files share.

namespace ggms::files {

inline constexpr const char* kProtocolSchema = "ggms/protocol/1";
inline constexpr const char* kScenarioSchema = "ggms/scenario/1";

/// The members "spec" to "decisions" of a file about a problem: JSON, without the surrounding braces and the
/// line's end.
std::string problem_members(const model::Problem& problem);

}  // namespace ggms::files
