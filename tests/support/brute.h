#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "model/machine.h"
#include "model/problem.h"
#include "model/step.h"
#include "verify/check.h"

/// Helpers that the tests of the checkers and engines share.
namespace ggms::support {

/// Every scenario of a setting, without losses of messages to processes that make no move. The enumeration
/// follows the words of the definition and shares no code with the checkers.
void for_each_scenario(const model::Setting& setting,
                       const std::function<void(const model::Scenario&)>& visit);

/// How many scenarios of a setting one of these stands for: the number of variants of messages that crashed,
/// omitting or forging processes send to processes that make no move. Before `first_faulty_round` these
/// processes send none.
std::uint64_t ways(const model::Setting& setting, const model::Scenario& scenario,
                   int first_faulty_round = 1);

/// The result of running every scenario through the plain simulator.
struct Brute {
  std::optional<verify::Violation> violation;  // the one with the fewest faults; of several the first
  std::set<model::Entry> entries;              // used in some scenario, up to where it ended
  std::vector<verify::PropertyUse> uses;       // per property
};
Brute brute_force(const model::Problem& problem, const model::Machine& machine);

/// Whether no scenario breaks a property; stops at the first that does.
bool is_right(const model::Problem& problem, const model::Machine& machine);

bool same(const model::Scenario& a, const model::Scenario& b);

/// The scenario in numbers, for messages.
std::string to_string(const model::Scenario& scenario);

}  // namespace ggms::support
