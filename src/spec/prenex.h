#pragma once

#include <optional>
#include <vector>

#include "spec/compiled.h"
#include "spec/formula.h"

namespace ggms::spec {

/// The universal statements whose conjunction is a closed formula; nullopt where it is none, because a
/// quantifier would be left over, or where they would be very many. `formulas`: to which the matrices are
/// added. `initial_facts`: the closed formulas about initial values that stand for themselves in matrices, as
/// Op::kInitialFact; those that are new are added. `correct_is_initial`: they may be about who is correct,
/// too.
std::optional<std::vector<Universal>> universals_of(NodeId formula, Formulas& formulas,
                                                    std::vector<NodeId>& initial_facts,
                                                    bool correct_is_initial);

}  // namespace ggms::spec
