#pragma once

#include <algorithm>
#include <string>

#include "audit/certify.h"
#include "audit/drafts.h"

/// The protocols that most tests of the auditor use, and the conditions under which their runs are right.
namespace ggms::audit::drafts {

/// FloodSet under a specification of consensus.
Draft consensus(int n, int f, int rounds, Look look = Look::kVector);

/// GGMS section 5: a lost message counts as a vote to abort in the first round and as nothing later.
Draft atomic_commit(int n, int f, int rounds, Look look = Look::kVector);

/// FloodSet in a counts view, written directly: enumerating vectors is hopeless for many processes.
nlohmann::json large_floodset(int n, int f, int rounds);

/// The auditor's certificate for a draft's file.
Certificate certify(const Draft& draft);

bool has(const Numbers& numbers, int value);

/// Whether a run satisfies consensus, by code of the tests; every process that decides has done so.
bool is_consensus(const Ending& ending);

template <typename Good>
bool all_good(const Brute& brute, const Good& good) {
  return !brute.missing && std::all_of(brute.endings.begin(), brute.endings.end(), good);
}

}  // namespace ggms::audit::drafts
