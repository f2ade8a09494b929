#pragma once

#include <optional>
#include <string>

#include "model/keys.h"
#include "model/problem.h"
#include "model/setting.h"

// What the writer and the reader of protocol files share.

namespace ggms::model {

inline constexpr const char* kProtocolSchema = "ggms/protocol/1";
inline constexpr const char* kScenarioSchema = "ggms/scenario/1";
inline constexpr const char* kLostName = "lost";  // a message that did not arrive, in place of a state

/// The members "spec" to "decisions" of a file that is about a problem: JSON, without the braces around them
/// and the line's end.
std::string problem_members(const Problem& problem);

/// Why no process that has to move can ever receive this in a round, whatever the adversary does; nullopt if
/// one can. `slot` is the process in vector+id and ignored elsewhere.
std::optional<std::string> why_impossible(const Received& received, const Setting& setting, int round,
                                          int slot);

}  // namespace ggms::model
