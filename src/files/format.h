#pragma once

#include <string>

#include "model/problem.h"

// What the writer and the reader of protocol files share.

namespace ggms::files {

inline constexpr const char* kProtocolSchema = "ggms/protocol/1";
inline constexpr const char* kScenarioSchema = "ggms/scenario/1";

/// The members "spec" to "decisions" of a file that is about a problem: JSON, without the braces around them
/// and the line's end.
std::string problem_members(const model::Problem& problem);

}  // namespace ggms::files
