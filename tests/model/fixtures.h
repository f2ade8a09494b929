#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/rng.h"
#include "model/machine.h"
#include "model/problem.h"
#include "model/step.h"

/// Helpers that the tests of the model share.
namespace ggms::model {

inline constexpr int kLost = Received::kLost;
inline constexpr View kAllViews[] = {View::kVector, View::kVectorId, View::kCounts, View::kCountsOwn};

/// specs/<name>.smt2, read once.
const spec::Spec& spec_of(const std::string& name);

/// The row of a fault word in tables of numbers, and the role of a process that it picked.
std::size_t row_of(const std::string& word);
Role role_of(const std::string& word);

/// A setting for specifications with two initial values and two decisions.
Setting setting_of(int processes, int rounds, int states, const std::string& faults,
                   View view = View::kVector);

Problem problem_of(const std::string& spec, const Setting& setting);

/// The next state after a vector that some process may receive; `slot` is the process in vector+id, else 0.
using Rule = std::function<State(int round, int slot, const Received& received)>;

/// The machine with an entry for every vector that a process may receive.
Machine machine_by(const Setting& setting, const Rule& rule);

/// "The least state that arrived": FloodSet (Lynch 1996), where states stand for the least value heard of.
Machine floodset(const Setting& setting);

/// The atomic commit that GGMS found (its section 5): FloodSet in which a message that is lost in the first
/// round counts as a vote to abort, the first value, and one that is lost later as nothing.
Machine papers_atomic_commit(const Setting& setting);

/// A machine whose entries are drawn at random, some of them missing.
Machine random_machine(const Setting& setting, base::Rng& rng);

/// A scenario with these faults only: round by round the crashing processes and the lost (receiver, sender)
/// pairs.
Scenario scenario_of(std::vector<int> initial, std::vector<RoundFaults> rounds);

/// The same with one process (1-based) picked by a fault word.
Scenario with_role(Scenario scenario, std::size_t process, const std::string& word);

/// The outcome of a finished run, process by process.
std::vector<int> decisions(const Execution& run);
std::vector<bool> correct(const Execution& run);
std::vector<bool> connected(const Execution& run);

/// The vector views' received vector.
Received vector_of(std::vector<int> states);

/// The message of the base::Error that body throws, or "" if it throws none.
std::string error_of(const std::function<void()>& body);

}  // namespace ggms::model
