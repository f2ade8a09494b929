#pragma once

#include <optional>
#include <vector>

#include "base/stop.h"
#include "verify/check.h"

namespace ggms::verify {

/// A total machine, made from one that may lack entries.
struct Completion {
  Check check;                            // of the given machine, and of the total one if there is one
  std::optional<model::Machine> machine;  // the total machine, if the given one is verified
  std::vector<model::Entry> unneeded;     // the entries of `machine` that no execution needs, sorted
};

/// Fills in the entries that a verified machine lacks, by its rules (rule::completed), and checks the result
/// again: it has to be verified, with the same configurations, transitions and entries in use. Throws
/// base::InternalError if it is not, and base::Error if a total machine would be too large. Verdict kUnknown
/// if stopped.
Completion complete(const model::Problem& problem, const model::Machine& machine,
                    const std::vector<model::Entry>& unneeded, base::Stop& stop);

}  // namespace ggms::verify
