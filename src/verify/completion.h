#pragma once

#include <optional>
#include <vector>

#include "base/stop.h"
#include "verify/check.h"

namespace ggms::verify {

/// A total machine, made of one that may lack entries.
struct Completion {
  Check check;  // of the machine that was given, and if there is a total one then of that too
  std::optional<model::Machine> machine;  // if what was given is verified
  std::vector<model::Entry> unneeded;     // of it: the entries that no execution needs, sorted
};

/// Fills in what a verified machine lacks, by its rules (rule::completed), and checks the result again: it
/// has to be verified, with the same configurations, transitions and entries in use. Throws
/// base::InternalError if it is not, and base::Error where a total machine would be too large. Verdict
/// kUnknown if stopped.
Completion complete(const model::Problem& problem, const model::Machine& machine,
                    const std::vector<model::Entry>& unneeded, base::Stop& stop);

}  // namespace ggms::verify
