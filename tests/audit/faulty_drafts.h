#pragma once

#include <string>
#include <utility>
#include <vector>

#include "audit/certify.h"
#include "audit/drafts.h"

/// Small protocols under any faults, for properties that a test names.
namespace ggms::audit::drafts {

using Named = std::pair<std::string, std::string>;  // a property's name and what it asserts

extern const std::vector<Named> kConsensus;

/// FloodSet, or what `next` says, under these faults.
Draft draft(int n, int rounds, const std::string& faults, Next next, const std::vector<Named>& properties,
            Look look = Look::kVector);

/// Crash consensus that decides in the first round what a whole vector says, and passes it on.
Draft early_floodset(int n, int rounds, const std::string& faults, const std::vector<Named>& properties,
                     Look look = Look::kVector);

/// The names of the properties that are false in some outcome.
std::vector<std::string> false_ones(const Certificate& found);

/// Takes one (or b, or decides one) if nothing is lost in the vector, else zero (or a).
int is_whole(int round, int who, const Numbers& received);

/// The least state that was received; kGone if none was.
int least(const Numbers& received);

}  // namespace ggms::audit::drafts
