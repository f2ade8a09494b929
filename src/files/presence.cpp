// Finds out which faults explain a lost message of a scenario. A scenario lists every lost message; a
// scenario file leaves out those that a crash, a split or a forger explains. So the reader and the writer of
// files both need to know which processes were up.

#include "files/presence.h"

#include <algorithm>

namespace ggms::files {

namespace {

bool contains(const std::vector<int>& sorted, int value) {
  return std::binary_search(sorted.begin(), sorted.end(), value);
}

}  // namespace

Presence::Presence(const model::Scenario& scenario) : scenario_(scenario) {
  std::vector<bool> up;
  for (std::size_t p = 0; p < scenario.initial.size(); ++p)
    up.push_back(model::Adversary::has_state(scenario.role(static_cast<int>(p))));
  for (const model::RoundFaults& faults : scenario.rounds) {
    up_.push_back(up);
    for (const int p : faults.crashing) up[static_cast<std::size_t>(p)] = false;
    for (const int p : faults.leaving) up[static_cast<std::size_t>(p)] = false;
  }
}

bool Presence::sends(std::size_t round, int process) const {
  return up_[round][static_cast<std::size_t>(process)] ||
         !model::Adversary::has_state(scenario_.role(process));
}

bool Presence::moves(std::size_t round, int process) const {
  return up_[round][static_cast<std::size_t>(process)] &&
         !contains(scenario_.rounds[round].crashing, process);
}

bool crashes(const model::RoundFaults& faults, int process) {
  return contains(faults.crashing, process) || contains(faults.leaving, process);
}

bool are_apart(const model::RoundFaults& faults, int a, int b) {
  return contains(faults.block, a) != contains(faults.block, b);
}

}  // namespace ggms::files
