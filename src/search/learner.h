#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "base/rng.h"
#include "model/machine.h"
#include "policy/policy.h"
#include "search/buffer.h"
#include "search/freeze.h"
#include "search/game.h"
#include "search/moves.h"
#include "search/options.h"
#include "search/phases.h"
#include "search/tree.h"
#include "verify/check.h"

namespace ggms::search {

/// The steps of GGMS Algorithm 1 and their data: the model, the buffer, the freeze list, the phase's
/// counterexamples. synth/ggms.cpp calls the steps in order.
class Learner {
 public:
  /// `problem` has to outlive the learner. Throws base::Error if the setting can't be learnt.
  Learner(const model::Problem& problem, const Options& options, std::uint64_t seed);

  const Phases& phases() const { return phases_; }
  const Entries& entries() const { return entries_; }
  FreezeStack& frozen() { return frozen_; }

  /// GGMS section 4.3: freezes the path of one lossless run with a definite outcome (Theorem 2).
  void freeze_first_path();

  /// GGMS Algorithm 2.
  Phases::Sample sample_scenario(int phase);

  /// The result of a search of one scenario.
  struct Played {
    bool is_proved =
        false;  // the scenario is lost, which proves that these frozen entries are not right together
    Culprits culprits;
  };
  /// GGMS Algorithm 6: searches from every decision of the scenario and takes the best move. The
  /// distributions that the searches find go into the buffer.
  Played run_mcts(const Phases::Sample& scenario, base::Stop& stop);

  /// GGMS Algorithm 3: changes frozen entries that are proved not to be right together. False if there is
  /// nothing left to try: then no machine exists.
  bool determine_unfreeze(const Culprits& culprits);

  /// Freezes an entry that is not frozen, with a value that is open.
  void freeze(EntryId entry, int value);

  /// GGMS Algorithm 4: freezes one ambiguous entry; if there is none, the least clear one, if departures
  /// allow that. Returns whether it froze one.
  bool determine_freezing();

  /// Trains the policy on the buffer and the frozen entries, and evaluates it for all entries. Returns the
  /// loss, or nullopt if there are no samples yet.
  std::optional<double> update_model();

  /// The machine that makes the most probable move in every entry.
  const model::Machine& machine() const { return machine_; }

  /// Takes over the scenarios that the machine fails in.
  void set_failed(const std::vector<verify::Violation>& violations);
  std::size_t failed() const;

  /// Begins an episode: ages the buffer.
  void begin_episode();

  /// Where the moves of these entries come from; null: of all entries.
  Moves moves(const std::vector<model::Entry>* of = nullptr) const;

  std::uint64_t simulations() const { return simulations_ + tree_.simulations(); }

  /// All that a later run needs to continue from the end of an episode, as bytes.
  std::string save() const;
  /// The inverse of save(). Throws base::Error if the bytes are damaged, or belong to another problem or
  /// other options.
  void restore(const std::string& bytes);

  /// The policy's weights alone.
  std::string save_policy();
  /// Begins with these weights. Throws base::Error if they don't fit.
  void restore_policy(const std::string& bytes);

 private:
  policy::Policy& model();
  void ask_model();
  void write_machine();
  int best(EntryId entry) const;
  Phases::Sample read_sample(const std::vector<int>& initial, const std::vector<std::size_t>& turns,
                             const std::vector<model::Role>& picked) const;
  float prior(EntryId entry, int next) const {
    return priors_[entry * outputs_ + static_cast<std::size_t>(next)];
  }
  std::vector<double> distribution(const Tree::Place& place) const;
  int choose(const Tree::Place& place, const std::vector<double>& distribution);
  bool learn_from_proofs(const Tree::Place& place, const Culprits& path);
  void note_frozen_change();

  const model::Problem& problem_;
  Options options_;
  Entries entries_;
  Game game_;
  Phases phases_;
  FreezeStack frozen_;
  base::Rng rng_;
  Tree tree_;
  Buffer buffer_;
  std::size_t outputs_;
  std::vector<float> priors_;  // [entry][output]
  std::vector<std::uint64_t>
      taste_;  // [entry]: breaks ties between its moves, the same way for a whole episode
  bool tree_is_stale_ = true;
  std::unique_ptr<policy::Policy> policy_;
  policy::Batch all_;
  std::uint64_t simulations_ = 0;  // simulations before the learner was restored
  model::Machine machine_;
  std::vector<std::vector<Phases::Sample>> failed_;  // of the last episodes, newest last
};

}  // namespace ggms::search
