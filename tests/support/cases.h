#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/rng.h"
#include "model/machine.h"
#include "model/problem.h"
#include "support/drafts.h"

namespace ggms::support {

/// A specification, a setting and a machine, in a form that is easy to make smaller.
struct Case {
  Draft draft;
  model::Setting setting;
  std::vector<std::pair<model::Entry, model::State>> entries;
};

model::Problem problem_of(const Case& test_case);
model::Machine machine_of(const Case& test_case);
std::string describe(const Case& test_case);

/// A random setting with at most that many processes (2 or more), and a specification; no machine yet.
Case random_problem(base::Rng& rng, int max_processes = 3);

/// The same case without properties, faults and table entries that `fails` does not need; the remaining
/// entries move to the least state with which it still fails.
Case shrunk(Case test_case, const std::function<bool(const Case&)>& fails);

/// Changes one entry to another state, or removes it if there is no other state; false if there are no
/// entries.
bool mutate(Case& test_case, base::Rng& rng);

}  // namespace ggms::support
