#pragma once

#include <string>
#include <utility>
#include <vector>

#include "audit/certify.h"
#include "audit/drafts.h"

/// Small protocols under any faults, with properties that a test chooses.
namespace ggms::audit::drafts {

using Named = std::pair<std::string, std::string>;  // a property's name, and its term

extern const std::vector<Named> kConsensus;

/// FloodSet, or the protocol of `next`, under these faults.
Draft draft(int n, int rounds, const std::string& faults, Next next, const std::vector<Named>& properties,
            Look look = Look::kVector);

/// Crash consensus in which a process with a whole vector decides in the first round, and passes its decision
/// on.
Draft early_floodset(int n, int rounds, const std::string& faults, const std::vector<Named>& properties,
                     Look look = Look::kVector);

/// The names of the properties that are false in some outcome.
std::vector<std::string> false_ones(const Certificate& found);

/// Moves to one (or b, or decides one) if the vector lacks no message, otherwise to zero (or a).
int is_whole(int round, int who, const Numbers& received);

/// The least state that was received; kGone if none was.
int least(const Numbers& received);

}  // namespace ggms::audit::drafts
