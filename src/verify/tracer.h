#pragma once

#include <vector>

#include "model/scenario.h"
#include "verify/explicit.h"
#include "verify/exploration.h"

namespace ggms::verify {

/// Turns a hit of an exploration into a scenario: walks back to the initial values, then follows the path
/// forwards with actual processes.
class Tracer {
 public:
  explicit Tracer(Exploration& exploration) : x_(exploration) {}

  model::Scenario trace(const Exploration::Hit& hit);
  /// The configurations of that path only, from the hit's back to that of a beginning.
  std::vector<Explicit::Point> way_to(const Exploration::Hit& hit) const;

 private:
  /// Per mover of a choice: (outcome index, how many); kAny for movers whose outcome does not matter.
  static constexpr int kAny = -1;
  using Moves = std::vector<std::vector<std::pair<int, int>>>;
  struct Step {
    std::uint64_t key = 0;  // of the configuration that it starts from
    std::size_t ledger = 0;
    std::uint32_t choice = 0;  // Plan::round()
    Moves moves;
  };
  using Members = std::vector<std::vector<int>>;

  Expansion expand(int boundary, std::uint64_t key, std::size_t ledger) const;
  Step step_from(int boundary, std::uint32_t configuration, std::uint32_t choice) const;
  Step step_back(int boundary, std::uint32_t& configuration, int& fact);
  bool find_moves(int boundary, std::uint32_t to, std::optional<bool> lost, Step& step) const;
  Moves last_moves(const Exploration::Hit& hit, const Expansion& at, const Plan::Round& round) const;
  model::Scenario start(const Step& first, std::uint64_t block, int fact);
  void play(int boundary, const Step& step, model::Scenario& scenario);
  model::Mail mail_for(const Expansion& at, const model::Choice& choice, std::size_t receiver,
                       int outcome) const;
  Members members_of(const model::Choice& choice) const;
  static void deliver(const model::Mail& mail, int receiver, const Members& members, int letters,
                      model::RoundFaults& faults);

  Exploration& x_;
  Members members_;  // per group of the current boundary: its processes
};

}  // namespace ggms::verify
