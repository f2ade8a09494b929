#pragma once

#include "synth/synthesis.h"

namespace ggms::synth {

/// The paper's engine: Monte Carlo tree search with a policy network, a global depth-first search over frozen
/// transitions, guided phases, and the checker's counterexamples (GGMS Algorithm 1).
Result ggms(const model::Problem& problem, const Options& options, base::Stop& stop,
            const OnProgress& on_progress);

/// Its ablations: tree search alone (GGMS section 4.1), and with the depth-first search (4.2), without
/// guidance.
Result mcts(const model::Problem& problem, const Options& options, base::Stop& stop,
            const OnProgress& on_progress);
Result mcts_dfs(const model::Problem& problem, const Options& options, base::Stop& stop,
                const OnProgress& on_progress);

}  // namespace ggms::synth
