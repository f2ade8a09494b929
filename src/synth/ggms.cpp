// GGMS Algorithm 1, in `learn`: its steps in order, each with its line of the paper. The steps themselves are
// in search/learner.h; what stands below `learn` books their time and counts.

#include "synth/ggms.h"

#include "base/check.h"
#include "base/error.h"
#include "base/phases.h"
#include "search/learner.h"
#include "synth/checkpoint.h"
#include "synth/conclude.h"
#include "synth/contradiction.h"
#include "synth/exact.h"
#include "verify/explicit.h"
#include "verify/scenarios.h"

namespace ggms::synth {

namespace {

constexpr std::size_t kCounterexamples = 256;  // of one machine at most

/// One run of a learning engine.
class Run {
 public:
  Run(const model::Problem& problem, const Options& options, const search::Options& learning,
      base::Stop& stop, const OnProgress& on_progress)
      : problem_(problem),
        options_(options),
        learning_(learning),
        stop_(stop),
        on_progress_(on_progress),
        checker_(problem),
        learner_(problem, learning, options.seed),
        last_phase_(learner_.phases().last()) {
    if (learning.guided) learner_.freeze_first_path();
    contradiction_.emplace(problem, learner_.entries(), learner_.frozen(), checker_);
    state_.phase = learning.guided ? 0 : last_phase_;
    if (options.policy) begin_with_weights();
    if (options.resume) resume();
    time().add(phase::kPreparing, watch_.seconds());
    laps_.skip();
  }

  /// GGMS Algorithm 1. Lines 1 to 5, the empty model, phase, buffer and lists, are the constructor's. "Ours"
  /// is what the paper lacks.
  Result learn() {
    while (!stop_.requested_now()) {                   // line 6: an iteration is an episode
      begin_episode();                                 // ours: the buffer ages
      for (int i = 0; i < learning_.scenarios; ++i) {  // line 7
        const Scenario scenario = sample_scenario();   // line 8, Algorithm 2
        const Played played = run_mcts(scenario);      // lines 9 and 10, Algorithm 6
        if (stop_.requested_now()) return finish({});
        if (!determine_unfreeze(played)) return infeasible();  // line 11, Algorithm 3; ours: nothing is left
      }
      determine_freezing();          // line 13, Algorithm 4
      update_model();                // line 14
      Failures failed = validate();  // line 15, in place of Algorithm 5
      while (failed.empty() && !is_last_phase() && !stop_.requested_now()) {  // lines 16 and 20
        begin_next_phase();                                                   // line 21
        failed = validate();  // ours: the same machine may stand the next phase
      }
      if (stop_.requested_now()) return finish({});
      if (failed.empty()) return found();                       // lines 17 and 18
      remember(failed);                                         // for line 8
      const bool goes_on = determine_unfreeze(failed);          // ours: by the solver
      if (goes_on && stop_.requested_now()) return finish({});  // half an episode is no checkpoint
      report(failed.size());
      if (!goes_on) return infeasible();
    }
    return finish({});
  }

 private:
  using Scenario = search::Phases::Sample;
  using Played = search::Learner::Played;
  using Failures = std::vector<verify::Violation>;

  Learning& done() { return state_.statistics.learning; }
  base::Phases& time() { return state_.statistics.time; }
  bool is_last_phase() const { return state_.phase == last_phase_; }

  void begin_episode() {
    const base::Laps::Step searching(laps_, phase::kSearching);
    learner_.begin_episode();
  }

  Scenario sample_scenario() {
    const base::Laps::Step searching(laps_, phase::kSearching);
    return learner_.sample_scenario(state_.phase);
  }

  Played run_mcts(const Scenario& scenario) {
    const base::Laps::Step searching(laps_, phase::kSearching);
    return learner_.run_mcts(scenario, stop_);
  }

  /// False if nothing is left to try.
  bool determine_unfreeze(const Played& played) {
    if (!played.is_proved || !learning_.dfs) return true;
    const base::Laps::Step searching(laps_, phase::kSearching);
    ++done().unfreezes;
    return learner_.determine_unfreeze(played.culprits);
  }

  /// Every few episodes of a phase, so that what was frozen before has spread (GGMS appendix F).
  void determine_freezing() {
    const base::Laps::Step searching(laps_, phase::kSearching);
    if (!learning_.dfs) return;
    ++state_.failing;
    if (state_.failing % learning_.freeze_every == 0 && learner_.determine_freezing()) ++done().freezes;
  }

  void begin_next_phase() {
    ++state_.phase;
    state_.failing = 0;
  }

  void update_model() {
    const base::Laps::Step training(laps_, phase::kTraining);
    done().loss = learner_.update_model().value_or(done().loss);
  }

  /// How the machine fails in the scenarios of the phase.
  Failures validate() {
    const base::Laps::Step checking(laps_, phase::kChecking);
    ++state_.statistics.candidates;
    Failures failed;
    const search::Phases& guided = learner_.phases();
    if (state_.phase < last_phase_) {
      check(guided.definite(), guided.first_faulty_round(state_.phase), failed);
      check(guided.definite_without_faults(), problem_.setting().rounds + 1, failed);
    } else if (learning_.validation == search::Validation::kExplicit) {
      check({}, 1, failed);
    } else {
      failed = verify::check_scenarios(problem_, learner_.machine(), options_.threads, stop_).violations;
    }
    state_.statistics.counterexamples += failed.size();
    return failed;
  }

  /// The explicit checker, on runs with these initial values (none given: all) if a phase has no others.
  void check(const std::vector<std::vector<int>>& initial, int first_faulty_round, Failures& failed) {
    if (initial.empty() && state_.phase < last_phase_) return;
    verify::ExplicitOptions options;
    options.count = false;
    options.max_violations = kCounterexamples;
    options.initial = initial;
    options.first_faulty_round = first_faulty_round;
    const verify::Check check = checker_.check(learner_.machine(), options, stop_);
    failed.insert(failed.end(), check.violations.begin(), check.violations.end());
  }

  /// The condition that the paper's appendix C.3 leaves for later: frozen transitions with which, whatever
  /// the others are, some failed scenario can't go right. False if nothing is left to try.
  bool determine_unfreeze(const Failures& failed) {
    if (learning_.unfreeze != search::Unfreeze::kSolver || !learning_.dfs) return true;
    const base::Laps::Step solving(laps_, phase::kSolving);
    contradiction_->learn(learner_.machine(), failed, stop_);
    bool goes_on = true;
    while (goes_on) {
      const auto culprits = contradiction_->culprits(learner_.frozen(), stop_);
      if (!culprits) break;
      ++done().unfreezes;
      goes_on = learner_.determine_unfreeze(*culprits);
    }
    return goes_on;
  }

  /// For later samples.
  void remember(const Failures& failed) {
    const base::Laps::Step searching(laps_, phase::kSearching);
    learner_.set_failed(failed);
  }

  void report(std::size_t failed) {
    count(failed);
    if (on_progress_) {
      const Progress progress{problem_.setting(), state_.statistics, watch_.seconds()};
      laps_.book(phase::kSearching);
      on_progress_(progress);
      laps_.skip();  // it is booked by the one who asked for it
    }
    if (!options_.on_checkpoint) return;
    const base::Laps::Step writing(laps_, phase::kCheckpoint);
    state_.lessons = contradiction_->lessons();
    state_.possible = contradiction_->possible();
    state_.learner = learner_.save();
    options_.on_checkpoint(write_state(state_, identity(problem_, learning_, options_.seed)));
  }

  void count(std::size_t failed) {
    const base::Laps::Step searching(laps_, phase::kSearching);
    ++done().episodes;
    done().failed = failed;
    done().phase = state_.phase;
    done().phases = last_phase_ + 1;
    done().simulations = learner_.simulations();
    if (learning_.unfreeze == search::Unfreeze::kSolver)
      state_.statistics.clauses = contradiction_->clauses();
    done().moves = learner_.moves();
  }

  /// What is wrong with the content of a file, which has no name where a library was called.
  static std::string blamed(const std::string& file, const base::Error& error) {
    return (file.empty() ? "" : file + ": ") + error.what();
  }

  void begin_with_weights() {
    try {
      learner_.restore_policy(*options_.policy);
    } catch (const base::Error& error) {
      throw base::FieldError("policy_in", blamed(options_.policy_file, error));
    }
  }

  void resume() {
    try {
      go_on();
    } catch (const base::Error& error) {
      throw base::FieldError("resume", blamed(options_.resume_file, error));
    }
  }

  void go_on() {
    state_ = read_state(*options_.resume, identity(problem_, learning_, options_.seed));
    if (state_.phase < 0 || state_.phase > last_phase_) throw base::Error("the checkpoint has no such phase");
    learner_.restore(state_.learner);
    contradiction_->learn(state_.lessons, stop_);
    contradiction_->restore_possible(state_.possible);
  }

  Result found() {
    report(0);
    Result result;
    conclude(learner_.machine(), checker_, stop_, result);
    time().add(result.statistics.time);
    laps_.skip();
    if (result.answer == Answer::kFound) done().moves = learner_.moves(&result.check.entries);
    if (options_.keep_policy) result.policy = learner_.save_policy();
    return finish(std::move(result));
  }

  /// Nothing is left to try. The exact engine has to come to the same by itself before it is announced.
  Result infeasible() {
    Result proof = [&] {
      const base::Laps::Step proving(laps_, phase::kProving);
      return exact(problem_, options_, stop_, on_progress_);
    }();
    CHECK(proof.answer != Answer::kFound);
    Result result;
    result.answer = proof.answer;
    result.derivation = proof.derivation;
    return finish(std::move(result));
  }

  Result finish(Result result) {
    result.statistics = state_.statistics;
    result.seconds = watch_.seconds();
    return result;
  }

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

}  // namespace

Result ggms(const model::Problem& problem, const Options& options, base::Stop& stop,
            const OnProgress& on_progress) {
  return Run(problem, options, options.learning, stop, on_progress).learn();
}

Result mcts(const model::Problem& problem, const Options& options, base::Stop& stop,
            const OnProgress& on_progress) {
  search::Options parts = options.learning;
  parts.dfs = false;
  parts.guided = false;
  return Run(problem, options, parts, stop, on_progress).learn();
}

Result mcts_dfs(const model::Problem& problem, const Options& options, base::Stop& stop,
                const OnProgress& on_progress) {
  search::Options parts = options.learning;
  parts.guided = false;
  return Run(problem, options, parts, stop, on_progress).learn();
}

}  // namespace ggms::synth
