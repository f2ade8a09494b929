#pragma once

#include <optional>
#include <vector>

#include "model/problem.h"
#include "synth/derivation.h"
#include "synth/story.h"

namespace ggms::synth {

/// The problem with as many states as a story's machine may have for histories; nullopt where the view has no
/// room for any.
std::optional<model::Problem> problem_of_histories(const model::Problem& problem);

/// Makes a machine of full information while it runs scenarios: a state for every history that it meets.
class HistoryMachine {
 public:
  /// `problem` is one of problem_of_histories; both have to outlive it.
  HistoryMachine(const model::Problem& problem, const Derivation& derivation);

  /// Runs a scenario whose forged messages claim histories of the derivation; nullopt where the states do not
  /// suffice. Throws base::InternalError if the scenario is not one of the setting's.
  std::optional<StoryRun> run(const model::Scenario& scenario);

  const model::Machine& machine() const { return machine_; }

 private:
  std::optional<int> state_of(const model::Entry& entry);
  std::optional<int> claimed(int boundary, int history);

  const model::Problem& problem_;
  const Derivation& derivation_;
  model::Machine machine_;
  std::vector<int> used_;  // states, by boundary
};

/// Which decisions the properties allow after a run: one bit a way to decide.
class Verdicts {
 public:
  /// Goes through every way to decide; of these there can't be more than kMostWays.
  Verdicts(const model::Problem& problem, const model::Machine& machine, const StoryRun& run);
  static constexpr std::size_t kMostWays = 4096;  // ours: some milliseconds

  /// The entries that are decided by, each once.
  const std::vector<model::Entry>& deciding() const { return deciding_; }
  std::size_t ways() const { return broken_.size(); }
  /// What the way decides after an entry, by its index in deciding().
  int decision(std::size_t way, std::size_t entry) const;
  bool breaks(std::size_t way, int property) const {
    return broken_[way][static_cast<std::size_t>(property)];
  }

 private:
  std::size_t decisions_;
  std::vector<model::Entry> deciding_;
  std::vector<std::vector<bool>> broken_;  // [way][property]
};

/// How many ways there are to decide at the end of a run.
std::size_t ways_to_decide(const model::Problem& problem, const StoryRun& run);

}  // namespace ggms::synth
