#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "model/problem.h"
#include "model/step.h"

namespace ggms::report {

/// An execution and its scenario, with functions that answer the questions of pictures. Rounds are 1-based.
class RunView {
 public:
  RunView(const model::Problem& problem, const model::Scenario& scenario, const model::Execution& run)
      : problem_(problem), scenario_(scenario), run_(run) {}

  const model::Problem& problem() const { return problem_; }
  const model::Execution& run() const { return run_; }
  int processes() const { return problem_.setting().processes; }
  /// The number of rounds that were run, including a round that a missing entry ended.
  int rounds() const { return static_cast<int>(run_.entries.size()); }

  int state(int boundary, int process) const {
    return run_.states[static_cast<std::size_t>(boundary)][static_cast<std::size_t>(process)];
  }
  /// The state that the process took in a round, also if it crashed after the move.
  int state_after(int round, int process) const {
    const model::Setting& setting = problem_.setting();
    if (state(round, process) != model::Execution::kAbsent || run_.missing) return state(round, process);
    const spec::Observation& seen = run_.outcome.processes[static_cast<std::size_t>(process)];
    return seen.decided_in == round ? setting.decided(round, seen.decision) : model::Execution::kAbsent;
  }
  /// Whether the process was up when the round began.
  bool was_up(int round, int process) const { return state(round - 1, process) != model::Execution::kAbsent; }
  bool crashes(int round, int process) const {
    const std::vector<int>& crashing = faults(round).crashing;
    return std::binary_search(crashing.begin(), crashing.end(), process);
  }
  bool moves(int round, int process) const { return was_up(round, process) && !crashes(round, process); }
  /// Whether it crashes in the round, after its move.
  bool leaves(int round, int process) const {
    const std::vector<int>& leaving = faults(round).leaving;
    return std::binary_search(leaving.begin(), leaving.end(), process);
  }
  /// Whether it forges messages.
  bool forges(int process) const { return !model::Adversary::has_state(scenario_.role(process)); }
  /// The fault word by which it was picked before the run; empty if it was not picked.
  std::string picked(int process) const { return model::word_of(scenario_.role(process)); }
  /// The state that a message says which arrived.
  int said(int round, int receiver, int sender) const {
    for (const model::Forgery& forgery : faults(round).forged) {
      if (forgery.receiver == receiver && forgery.sender == sender) return forgery.state;
    }
    return state(round - 1, sender);
  }
  bool heard(int round, int receiver, int sender) const {
    return run_.heard[static_cast<std::size_t>(round - 1)]
                     [static_cast<std::size_t>(receiver * processes() + sender)];
  }
  const model::RoundFaults& faults(int round) const { return scenario_.faults(round); }

  /// The processes other than the sender that move and hear from it (or, if not `hearing`, don't).
  std::vector<int> receivers(int round, int sender, bool hearing) const {
    std::vector<int> found;
    for (int p = 0; p < processes(); ++p) {
      if (p != sender && moves(round, p) && heard(round, p, sender) == hearing) found.push_back(p);
    }
    return found;
  }

 private:
  const model::Problem& problem_;
  const model::Scenario& scenario_;
  const model::Execution& run_;
};

}  // namespace ggms::report
