#pragma once

#include <optional>
#include <string>

#include "model/keys.h"
#include "model/setting.h"

// What the writer and the reader of protocol files share.

namespace ggms::model {

inline constexpr const char* kProtocolSchema = "ggms/protocol/1";
inline constexpr const char* kScenarioSchema = "ggms/scenario/1";
inline constexpr const char* kLostName = "lost";  // a message that did not arrive, in place of a state

/// Why no process that has to move can ever receive this in a round, whatever the adversary does; nullopt if
/// one can. `slot` is the process in vector+id and ignored elsewhere.
std::optional<std::string> why_impossible(const Received& received, const Setting& setting, int round,
                                          int slot);

}  // namespace ggms::model
