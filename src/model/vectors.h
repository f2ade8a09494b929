#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "model/keys.h"
#include "model/setting.h"

namespace ggms::model {

inline constexpr const char* kLostName =
    "lost";  // stands for a message that did not arrive, in place of a state

/// Why no process that has to move can receive this in a round, under any adversary; nullopt if one can.
/// `slot` is the process in vector+id, and ignored in other views.
std::optional<std::string> why_impossible(const Received& received, const Setting& setting, int round,
                                          int slot);

/// How many vectors a process that has to move can receive in a round, under any adversary: those that
/// why_impossible finds possible. In vector+id this is the number for each process.
std::uint64_t possible_vectors(const Setting& setting, int round);

/// The sum over all rounds, and in vector+id over all processes: the number of entries of a total machine.
/// nullopt if it does not fit in 64 bits.
std::optional<std::uint64_t> possible_entries(const Setting& setting);

/// Visits each of these vectors once, until `visit` returns false. Returns false if `visit` did. `slot` is
/// the process in vector+id, and ignored in other views.
bool for_each_possible_vector(const Setting& setting, int round, int slot,
                              const std::function<bool(const Received&)>& visit);

}  // namespace ggms::model
