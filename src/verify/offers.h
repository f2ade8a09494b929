#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "model/adversary.h"
#include "model/machine.h"
#include "model/problem.h"
#include "model/scenario.h"
#include "model/step.h"

namespace ggms::verify {

/// An action of one receiver, with the cheapest mail that leads to it.
struct Offer {
  static constexpr int kUndefined = -1;  // the table has no entry
  int next = 0;                          // or kUndefined
  int missing = 0;
  std::vector<std::pair<int, int>> losses;
  std::vector<model::Forgery> forged;

  int price() const { return static_cast<int>(losses.size() + forged.size()); }
};

/// The possible actions of the process of class `receiver` under a coupled choice of the round after
/// `boundary`: an offer for each outcome, whose mail is the first in lexicographic order among the cheapest.
/// Processes are told apart: each class is one process.
std::vector<Offer> offers_of(const model::Problem& problem, const model::Machine& machine, int boundary,
                             const model::Situation& situation, const model::Choice& choice,
                             std::size_t receiver);

}  // namespace ggms::verify
