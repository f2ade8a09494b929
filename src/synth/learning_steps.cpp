// The steps of GGMS Algorithm 1 on search/learner.h, each with its time and counts, and what a run begins and
// ends with: weights, checkpoints, the answer.

#include "synth/learning_steps.h"

#include "base/check.h"
#include "base/error.h"
#include "base/phases.h"
#include "synth/conclude.h"
#include "synth/exact.h"
#include "synth/failing.h"
#include "verify/scenarios.h"

namespace ggms::synth {

namespace {

constexpr std::size_t kPerMachine = 256;  // of one machine at most

/// What is wrong with the content of a file, which has no name where a library was called.
std::string blamed(const std::string& file, const base::Error& error) {
  return (file.empty() ? "" : file + ": ") + error.what();
}

}  // namespace

LearningSteps::LearningSteps(const model::Problem& problem, const Options& options,
                             const search::Options& learning, base::Stop& stop, const OnProgress& on_progress)
    : problem_(problem),
      options_(options),
      learning_(learning),
      stop_(stop),
      on_progress_(on_progress),
      checker_(problem),
      learner_(problem, learning, options.seed),
      last_phase_(learner_.phases().last()) {
  if (options.count_failing) require_countable(learner_.phases());
  if (learning.guided) learner_.freeze_first_path();
  contradiction_.emplace(problem, learner_.entries(), learner_.frozen(), checker_);
  state_.phase = learning.guided ? 0 : last_phase_;
  if (options.policy) begin_with_weights();
  if (options.resume) resume();
  time().add(phase::kPreparing, watch_.seconds());
  laps_.skip();
}

void LearningSteps::begin_episode() {
  const base::Laps::Step searching(laps_, phase::kSearching);
  learner_.begin_episode();
}

Scenario LearningSteps::sample_scenario() {
  const base::Laps::Step searching(laps_, phase::kSearching);
  return learner_.sample_scenario(state_.phase);
}

Reward LearningSteps::run_mcts(const Scenario& scenario) {
  const base::Laps::Step searching(laps_, phase::kSearching);
  return learner_.run_mcts(scenario, stop_);
}

bool LearningSteps::determine_unfreeze(const Reward& reward) {
  if (!reward.is_proved || !learning_.dfs) return true;
  const base::Laps::Step searching(laps_, phase::kSearching);
  ++done().unfreezes;
  return learner_.determine_unfreeze(reward.culprits);
}

void LearningSteps::determine_freezing() {
  const base::Laps::Step searching(laps_, phase::kSearching);
  if (!learning_.dfs) return;
  ++state_.failing;
  if (state_.failing % learning_.freeze_every == 0 && learner_.determine_freezing()) ++done().freezes;
}

void LearningSteps::update_model() {
  const base::Laps::Step training(laps_, phase::kTraining);
  done().loss = learner_.update_model().value_or(done().loss);
}

Failures LearningSteps::validate() {
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
void LearningSteps::check(const std::vector<std::vector<int>>& initial, int first_faulty_round,
                          Failures& failed) {
  if (initial.empty() && state_.phase < last_phase_) return;
  verify::ExplicitOptions options;
  options.count = false;
  options.max_violations = kPerMachine;
  options.initial = initial;
  options.first_faulty_round = first_faulty_round;
  const verify::Check check = checker_.check(learner_.machine(), options, stop_);
  failed.insert(failed.end(), check.violations.begin(), check.violations.end());
}

void LearningSteps::begin_next_phase() {
  ++state_.phase;
  state_.failing = 0;
}

void LearningSteps::remember(const Failures& failed) {
  const base::Laps::Step searching(laps_, phase::kSearching);
  learner_.set_failed(failed);
}

bool LearningSteps::determine_unfreeze(const Failures& failed) {
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

void LearningSteps::end_episode(const Failures& failed) {
  if (!is_stopped()) report(failed);
}

void LearningSteps::report(const Failures& failed) {
  if (options_.count_failing && !count_failing(failed)) return;
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

void LearningSteps::count(const Failures& failed) {
  const base::Laps::Step searching(laps_, phase::kSearching);
  ++done().episodes;
  done().failed = failed.size();
  done().phase = state_.phase;
  done().phases = last_phase_ + 1;
  done().simulations = learner_.simulations();
  if (learning_.unfreeze == search::Unfreeze::kSolver) state_.statistics.clauses = contradiction_->clauses();
  done().moves = learner_.moves();
}

/// Two checkers have judged the machine then, and have to agree. False if stopped: a line of the log tells
/// all.
bool LearningSteps::count_failing(const Failures& failed) {
  const base::Laps::Step counting(laps_, phase::kCounting);
  std::optional<Failing>& failing = done().failing;
  failing = synth::count_failing(problem_, learner_.phases(), state_.phase, learner_.machine(),
                                 options_.threads, stop_);
  CHECK(!failing || (failing->failing == 0) == failed.empty());
  return failing.has_value();
}

void LearningSteps::begin_with_weights() {
  try {
    learner_.restore_policy(*options_.policy);
  } catch (const base::Error& error) {
    throw base::FieldError("policy_in", blamed(options_.policy_file, error));
  }
}

void LearningSteps::resume() {
  try {
    go_on();
  } catch (const base::Error& error) {
    throw base::FieldError("resume", blamed(options_.resume_file, error));
  }
}

void LearningSteps::go_on() {
  state_ = read_state(*options_.resume, identity(problem_, learning_, options_.seed));
  if (state_.phase < 0 || state_.phase > last_phase_) throw base::Error("the checkpoint has no such phase");
  learner_.restore(state_.learner);
  contradiction_->learn(state_.lessons, stop_);
  contradiction_->restore_possible(state_.possible);
}

Result LearningSteps::found() {
  report({});
  Result result;
  conclude(learner_.machine(), checker_, stop_, result);
  time().add(result.statistics.time);
  laps_.skip();
  if (result.answer == Answer::kFound) done().moves = learner_.moves(&result.check.entries);
  if (options_.keep_policy) result.policy = learner_.save_policy();
  return finish(std::move(result));
}

Result LearningSteps::infeasible() {
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

Result LearningSteps::finish(Result result) {
  result.statistics = state_.statistics;
  result.seconds = watch_.seconds();
  return result;
}

}  // namespace ggms::synth
