// Books the time of a run by phases. There are a dozen phases at most, so a linear search of the list is
// enough.

#include "base/phases.h"

#include <algorithm>
#include <numeric>

namespace ggms::base {

void Phases::add(std::string_view name, double seconds) {
  const auto phase = std::find_if(list_.begin(), list_.end(), [&](const Phase& p) { return p.name == name; });
  if (phase == list_.end()) {
    list_.push_back({std::string(name), seconds});
  } else {
    phase->seconds += seconds;
  }
}

void Phases::add(const Phases& others) {
  for (const Phase& phase : others.list_) add(phase.name, phase.seconds);
}

double Phases::seconds(std::string_view name) const {
  const auto phase = std::find_if(list_.begin(), list_.end(), [&](const Phase& p) { return p.name == name; });
  return phase == list_.end() ? 0 : phase->seconds;
}

double Phases::total() const {
  return std::accumulate(list_.begin(), list_.end(), 0.0,
                         [](double sum, const Phase& phase) { return sum + phase.seconds; });
}

void Laps::book(std::string_view name) {
  phases_.add(name, watch_.lap());
}

}  // namespace ggms::base
