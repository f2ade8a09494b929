#pragma once

#include <optional>
#include <string>
#include <vector>

#include "search/learner.h"
#include "synth/checkpoint.h"
#include "synth/contradiction.h"
#include "synth/synthesis.h"
#include "verify/explicit.h"

namespace ggms::synth {

using Scenario = search::Phases::Sample;
using Reward = search::Learner::Played;
using Failures = std::vector<verify::Violation>;  // scenarios in which a machine fails, or some of them

/// The steps of GGMS Algorithm 1, called as the paper calls them, for synth/ggms.cpp to put in order. They
/// book their time and counts, and hold what the algorithm's lines 1 to 5 begin with.
class LearningSteps {
 public:
  /// `problem`, both options, `stop` and `on_progress` have to outlive it. Throws base::Error where the
  /// setting can't be learnt, or a file that is given does not fit.
  LearningSteps(const model::Problem& problem, const Options& options, const search::Options& learning,
                base::Stop& stop, const OnProgress& on_progress);

  int scenarios() const { return learning_.scenarios; }
  bool is_stopped() { return stop_.requested_now(); }
  bool is_last_phase() const { return state_.phase == last_phase_; }

  void begin_episode();
  Scenario sample_scenario();
  Reward run_mcts(const Scenario& scenario);
  /// False if nothing is left to try.
  bool determine_unfreeze(const Reward& reward);
  /// Every few episodes of a phase, so that what was frozen before has spread (GGMS appendix F).
  void determine_freezing();
  void update_model();
  /// How the machine fails in the scenarios of the phase. Where it was stopped, none is no proof.
  Failures validate();
  void begin_next_phase();

  /// For later samples.
  void remember(const Failures& failed);
  /// The condition that the paper's appendix C.3 leaves for later: frozen transitions with which, whatever
  /// the others are, some failed scenario can't go right. False if nothing is left to try.
  bool determine_unfreeze(const Failures& failed);
  /// Tells of the episode, unless it was stopped: half an episode is no checkpoint.
  void end_episode(const Failures& failed);

  /// The machine, which nothing refutes.
  Result found();
  /// Nothing is left to try. The exact engine has to come to the same by itself before it is announced.
  Result infeasible();
  /// It was stopped.
  Result unknown() { return finish({}); }

 private:
  Learning& done() { return state_.statistics.learning; }
  base::Phases& time() { return state_.statistics.time; }
  void check(const std::vector<std::vector<int>>& initial, int first_faulty_round, Failures& failed);
  void report(const Failures& failed);
  void count(const Failures& failed);
  bool count_failing(const Failures& failed);
  void begin_with_weights();
  void resume();
  void go_on();
  Result finish(Result result);

  const base::Stopwatch watch_;
  const model::Problem& problem_;
  const Options& options_;
  const search::Options& learning_;
  base::Stop& stop_;
  const OnProgress& on_progress_;
  verify::Explicit checker_;
  search::Learner learner_;
  std::optional<Contradiction> contradiction_;
  int last_phase_;
  LearningState state_;
  base::Laps laps_{state_.statistics.time};
};

}  // namespace ggms::synth
