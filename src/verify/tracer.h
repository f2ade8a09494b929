#pragma once

#include <vector>

#include "model/scenario.h"
#include "verify/exploration.h"

namespace ggms::verify {

/// Turns a hit of an exploration into a scenario: walks back to the initial values, then gives every process
/// its part.
class Tracer {
 public:
  explicit Tracer(Exploration& exploration) : x_(exploration) {}

  model::Scenario trace(const Exploration::Hit& hit);

 private:
  /// Per mover of a choice: (outcome index, how many); kAny for those whose outcome does not matter.
  static constexpr int kAny = -1;
  using Moves = std::vector<std::vector<std::pair<int, int>>>;
  struct Step {
    std::uint64_t key = 0;  // of the configuration that it starts from
    std::uint32_t choice = 0;
    Moves moves;
  };

  Step step_back(int boundary, std::uint32_t& configuration, int& fact);
  bool find_moves(int boundary, std::uint64_t from, std::uint64_t to, std::optional<bool> lost, Step& step);
  Moves last_moves(const Exploration::Hit& hit, const Expansion& at, const Plan::Round& round) const;
  void play(int boundary, const Step& step, model::Scenario& scenario);
  std::vector<int> losses_for(int boundary, const Expansion& at, const Plan::Mover& mover, int outcome);

  Exploration& x_;
  std::vector<std::vector<int>> members_;  // per group of the current boundary: its live processes
};

}  // namespace ggms::verify
