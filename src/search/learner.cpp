// The steps of GGMS Algorithm 1: chooses a scenario (Algorithm 2), searches it and collects the policy's
// targets, trains the policy, makes the machine that it prefers, and keeps its counterexamples.
// learner_freezing.cpp freezes and unfreezes, learner_state.cpp writes checkpoints.

#include "search/learner.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"

namespace ggms::search {

namespace {

/// Uniform over the outputs of each entry.
std::vector<float> uniform(const Entries& entries, std::size_t outputs) {
  std::vector<float> priors(entries.size() * outputs, 0);
  for (EntryId id = 0; id < entries.size(); ++id) {
    const int n = entries.outputs(id);
    std::fill_n(priors.begin() + static_cast<std::ptrdiff_t>(id * outputs), n, 1.0F / static_cast<float>(n));
  }
  return priors;
}

std::vector<EntryId> all_of(const Entries& entries) {
  std::vector<EntryId> ids(entries.size());
  std::iota(ids.begin(), ids.end(), EntryId{0});
  return ids;
}

}  // namespace

Learner::Learner(const model::Problem& problem, const Options& options, std::uint64_t seed)
    : problem_(problem),
      options_(options),
      entries_(problem),
      game_(problem, entries_),
      phases_(game_),
      frozen_(entries_),
      rng_(seed, "learning"),
      tree_(game_, frozen_, options_, rng_),
      buffer_(entries_, entries_.shape().outputs, options.buffer_keep),
      outputs_(static_cast<std::size_t>(entries_.shape().outputs)),
      priors_(uniform(entries_, outputs_)),
      taste_(entries_.size()),
      machine_(problem.setting()) {
  options_.network.seed = seed;
  options_.network.uniform_start = options_.uniform_start;
  options_.network.positions = problem.setting().view == model::View::kVectorId;
  if (!options_.uniform_start) ask_model();
  write_machine();
}

Phases::Sample Learner::sample_scenario(int phase) {
  const std::size_t failed = this->failed();
  constexpr std::uint64_t kThousand = 1000;
  const bool again =
      failed > 0 && rng_.below(kThousand) < static_cast<std::uint64_t>(options_.resample * kThousand);
  if (!again) return phases_.sample(phase, rng_);
  std::size_t which = rng_.below(failed);
  for (const auto& episode : failed_) {
    if (which < episode.size()) return episode[which];
    which -= episode.size();
  }
  CHECK(false);
}

Learner::Played Learner::run_mcts(const Phases::Sample& scenario, base::Stop& stop) {
  if (tree_is_stale_ || !options_.share_tree) {
    tree_.reset(priors_, static_cast<int>(outputs_));
    tree_is_stale_ = false;
  }
  const auto cap = static_cast<std::uint64_t>(options_.simulations) *
                   static_cast<std::uint64_t>(problem_.setting().rounds * problem_.setting().processes);
  Played played;
  Culprits path;        // frozen entries on the way
  bool certain = true;  // every decision so far was frozen, so every machine comes here
  Position position = game_.start(scenario.initial, scenario.picked);
  for (const std::size_t turn : scenario.turns) {
    Tree::Place place = tree_.enter(position, turn);
    while (tree_.is_decision(place)) {
      const EntryId entry = tree_.entry(place);
      if (frozen_.is_frozen(entry)) path.push_back(entry);
      tree_.search(place, cap, stop);
      if (tree_.proof(place) == Proof::kLoss) {
        played.is_proved = certain;
        if (certain) {
          played.culprits = tree_.culprits(place);
          played.culprits.insert(played.culprits.end(), path.begin(), path.end());
        }
        return played;
      }
      if (certain && options_.propagate && options_.dfs && learn_from_proofs(place, path))
        path.push_back(entry);
      if (frozen_.is_frozen(entry)) {
        place = tree_.decide(place, frozen_.value(entry));
        continue;
      }
      certain = false;
      const std::vector<double> distribution = this->distribution(place);
      buffer_.add(entry, distribution);
      place = tree_.decide(place, choose(place, distribution));
    }
    position = place.next;
    if (Game::is_over(position)) break;
  }
  return played;
}

/// Every machine with the frozen entries makes this decision, so a lost move is wrong wherever its entry
/// occurs. Returns whether that froze the entry, because it has one move left.
bool Learner::learn_from_proofs(const Tree::Place& place, const Culprits& path) {
  const EntryId entry = tree_.entry(place);
  if (frozen_.is_frozen(entry)) return false;
  int open = 0;
  int last = 0;
  for (int next = 0; next < entries_.outputs(entry); ++next) {
    if (frozen_.is_open(entry, next) && tree_.proof(place, next) == Proof::kLoss) {
      Culprits why = tree_.culprits(place, next);
      why.insert(why.end(), path.begin(), path.end());
      std::sort(why.begin(), why.end());
      why.erase(std::unique(why.begin(), why.end()), why.end());
      frozen_.exclude(entry, next, why);
    }
    if (frozen_.is_open(entry, next)) {
      ++open;
      last = next;
    }
  }
  CHECK(open > 0);  // the place would be lost
  if (open > 1 || entries_.outputs(entry) == 1) return false;
  frozen_.freeze(entry, last);
  tree_is_stale_ = true;
  return true;
}

/// The policy's target at a place: 0 for lost moves; if all moves are settled, the prior of the others, to
/// which the visits of equally good moves converge; otherwise the visits.
std::vector<double> Learner::distribution(const Tree::Place& place) const {
  const EntryId entry = tree_.entry(place);
  const int n = entries_.outputs(entry);
  std::vector<double> all(static_cast<std::size_t>(n), 0);
  bool settled = options_.settled_targets;
  double sum = 0;
  for (int next = 0; next < n; ++next) settled = settled && tree_.proof(place, next) != Proof::kOpen;
  for (int next = 0; next < n; ++next) {
    if (tree_.proof(place, next) == Proof::kLoss) continue;
    constexpr double kFloor = 1e-6;  // so that a move to which the policy gives no probability can come back
    const double weight = settled ? static_cast<double>(prior(entry, next)) + kFloor
                                  : static_cast<double>(tree_.visits(place, next)) + kFloor;
    all[static_cast<std::size_t>(next)] = weight;
    sum += weight;
  }
  CHECK(sum > 0);
  for (double& weight : all) weight /= sum;
  return all;
}

/// The most probable move; of equally probable ones the same throughout an episode, so that scenarios agree.
int Learner::choose(const Tree::Place& place, const std::vector<double>& distribution) {
  constexpr double kEqual = 1e-3;  // probabilities that differ by less count as equal
  const EntryId entry = tree_.entry(place);
  const double most = *std::max_element(distribution.begin(), distribution.end());
  const std::size_t n = distribution.size();
  const std::uint64_t taste = options_.same_taste ? taste_[entry] : rng_.below(n);
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t next = (i + taste) % n;
    if (distribution[next] >= most - kEqual) return static_cast<int>(next);
  }
  CHECK(false);
}

std::optional<double> Learner::update_model() {
  std::vector<EntryId> ids = buffer_.entries();
  std::vector<float> targets;
  std::vector<float> weights;
  for (EntryId id = 0; id < entries_.size(); ++id) {
    if (frozen_.is_frozen(id) && !buffer_.has(id)) ids.push_back(id);
  }
  if (ids.empty()) return std::nullopt;
  for (const EntryId id : ids) {
    for (std::size_t next = 0; next < outputs_; ++next) {
      const int n = static_cast<int>(next);
      double target = 0;
      if (frozen_.is_frozen(id)) {
        target = frozen_.value(id) == n ? 1 : 0;
      } else if (n < entries_.outputs(id)) {
        target = buffer_.mean(id, n);
      }
      targets.push_back(static_cast<float>(target));
    }
    weights.push_back(1);
  }
  const double loss = model().train(entries_.batch(ids), targets, weights, options_.steps);
  ask_model();
  write_machine();
  return loss;
}

/// The policy; the first call makes it.
policy::Policy& Learner::model() {
  if (!policy_) {
    policy_ = make_policy(options_.policy, entries_.shape(), options_.network);
    all_ = entries_.batch(all_of(entries_));
  }
  return *policy_;
}

void Learner::ask_model() {
  policy::Policy& model = this->model();
  priors_ = model.evaluate(all_);
  tree_is_stale_ = true;
}

Moves Learner::moves(const std::vector<model::Entry>* of) const {
  Moves moves;
  const auto count = [&](EntryId id) {
    if (!frozen_.is_frozen(id)) {
      ++moves.probable;
    } else if (frozen_.is_fixed(id)) {
      ++moves.first_path;
    } else if (frozen_.is_forced(id)) {
      ++moves.proved;
    } else {
      ++moves.frozen;
    }
  };
  if (of == nullptr) {
    for (EntryId id = 0; id < entries_.size(); ++id) count(id);
  } else {
    for (const model::Entry& entry : *of) count(entries_.id(entry));
  }
  return moves;
}

int Learner::best(EntryId entry) const {
  if (frozen_.is_frozen(entry)) return frozen_.value(entry);
  int best = -1;
  for (int i = 0; i < entries_.outputs(entry); ++i) {
    const int next = static_cast<int>((static_cast<std::uint64_t>(i) + taste_[entry]) %
                                      static_cast<std::uint64_t>(entries_.outputs(entry)));
    if (frozen_.is_open(entry, next) && (best < 0 || prior(entry, next) > prior(entry, best))) best = next;
  }
  CHECK(best >= 0);
  return best;
}

void Learner::write_machine() {
  for (EntryId id = 0; id < entries_.size(); ++id) {
    machine_.set(entries_.entry(id), static_cast<model::State>(best(id)));
  }
}

void Learner::set_failed(const std::vector<verify::Violation>& violations) {
  std::vector<Phases::Sample> samples;
  for (const verify::Violation& violation : violations) {
    Phases::Sample sample{violation.scenario.initial, violation.scenario.picked, {}};
    Stage stage = game_.stage(sample.picked);
    for (const model::RoundFaults& faults : violation.scenario.rounds) {
      sample.turns.push_back(game_.turn_of(stage, faults));
      stage = Game::after(stage, game_.turns(stage)[sample.turns.back()]);
    }
    samples.push_back(std::move(sample));
  }
  failed_.push_back(std::move(samples));
  if (failed_.size() > static_cast<std::size_t>(options_.keep_failed)) failed_.erase(failed_.begin());
}

std::size_t Learner::failed() const {
  return std::accumulate(failed_.begin(), failed_.end(), std::size_t{0},
                         [](std::size_t sum, const auto& episode) { return sum + episode.size(); });
}

void Learner::begin_episode() {
  buffer_.age();
  for (std::uint64_t& taste : taste_) taste = rng_.below(1U << 16);
}

void Learner::note_frozen_change() {
  tree_is_stale_ = true;
  write_machine();
}

}  // namespace ggms::search
