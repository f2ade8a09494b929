// GGMS Algorithm 1, and the engines that leave parts of it out. Its steps are in synth/learning_steps.h,
// which book their time and counts; what they work on is in search/learner.h.

#include "synth/ggms.h"

#include "synth/learning_steps.h"

namespace ggms::synth {

namespace {

/// GGMS Algorithm 1. Numbers are the paper's lines; "ours" is what the paper lacks. Lines 1 to 5, the empty
/// model, phase, buffer and lists, are what the steps begin with. Where unfreezing has nothing left to try,
/// no machine exists; the paper does not say what it does then.
Result learn(LearningSteps& steps) {
  while (!steps.is_stopped()) {                                          // 6: an iteration is an episode
    steps.begin_episode();                                               // ours: the buffer ages
    for (int i = 1; i <= steps.scenarios(); ++i) {                       // 7
      const Scenario scenario = steps.sample_scenario();                 // 8: Algorithm 2
      const Reward reward = steps.run_mcts(scenario);                    // 9, 10: Algorithm 6
      if (steps.is_stopped()) return steps.unknown();                    // ours
      if (!steps.determine_unfreeze(reward)) return steps.infeasible();  // 11: Algorithm 3
    }  // 12
    steps.determine_freezing();                                                // 13: Algorithm 4
    steps.update_model();                                                      // 14
    Failures failed = steps.validate();                                        // 15: in place of Algorithm 5
    while (failed.empty() && !steps.is_last_phase() && !steps.is_stopped()) {  // 16, 20
      steps.begin_next_phase();                                                // 21
      failed = steps.validate();  // ours: it may pass the next phase, too
    }  // 22
    if (steps.is_stopped()) return steps.unknown();         // ours
    if (failed.empty()) return steps.found();               // 17, 18
    steps.remember(failed);                                 // 15: line 8 draws from them
    const bool goes_on = steps.determine_unfreeze(failed);  // ours: by a solver (appendix C.3)
    steps.end_episode(failed);                              // ours: the log, a checkpoint
    if (!goes_on) return steps.infeasible();                // ours
  }  // 24
  return steps.unknown();
}

/// The algorithm with these parts.
Result learn(const model::Problem& problem, const Options& options, const search::Options& parts,
             base::Stop& stop, const OnProgress& on_progress) {
  LearningSteps steps(problem, options, parts, stop, on_progress);
  return learn(steps);
}

}  // namespace

Result ggms(const model::Problem& problem, const Options& options, base::Stop& stop,
            const OnProgress& on_progress) {
  return learn(problem, options, options.learning, stop, on_progress);
}

Result mcts(const model::Problem& problem, const Options& options, base::Stop& stop,
            const OnProgress& on_progress) {
  search::Options parts = options.learning;
  parts.dfs = false;
  parts.guided = false;
  return learn(problem, options, parts, stop, on_progress);
}

Result mcts_dfs(const model::Problem& problem, const Options& options, base::Stop& stop,
                const OnProgress& on_progress) {
  search::Options parts = options.learning;
  parts.guided = false;
  return learn(problem, options, parts, stop, on_progress);
}

}  // namespace ggms::synth
