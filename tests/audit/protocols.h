#pragma once

#include <algorithm>
#include <string>

#include "audit/certify.h"
#include "audit/drafts.h"

/// The protocols that most tests of the auditor begin with, and what is right for them.
namespace ggms::audit::drafts {

/// FloodSet under a specification of consensus.
Draft consensus(int n, int f, int rounds, Look look = Look::kVector);

/// GGMS section 5: a lost message counts as a vote to abort in the first round and as nothing later.
Draft atomic_commit(int n, int f, int rounds, Look look = Look::kVector);

/// FloodSet in a counts view, written directly: enumerating vectors is hopeless for many processes.
nlohmann::json large_floodset(int n, int f, int rounds);

/// What the auditor says of a draft's file.
Certificate certify(const Draft& draft);

bool has(const Numbers& numbers, int value);

/// Consensus as the tests understand it, of a run in which every process that decides has done so.
bool is_consensus(const Ending& ending);

template <typename Good>
bool all_good(const Brute& brute, const Good& good) {
  return !brute.missing && std::all_of(brute.endings.begin(), brute.endings.end(), good);
}

}  // namespace ggms::audit::drafts
