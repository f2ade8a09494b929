#pragma once

#include <optional>
#include <vector>

#include "spec/compiled.h"
#include "spec/formula.h"

namespace ggms::spec {

/// The universal statements whose conjunction is a closed formula; nullopt if a quantifier would be left, or
/// if there would be very many statements. Adds the matrices to `formulas`. `initial_facts`: the closed
/// formulas about initial values, which matrices contain as Op::kInitialFact; adds new ones.
/// `correct_is_initial`: they may also be about which processes are correct.
std::optional<std::vector<Universal>> universals_of(NodeId formula, Formulas& formulas,
                                                    std::vector<NodeId>& initial_facts,
                                                    bool correct_is_initial);

}  // namespace ggms::spec
