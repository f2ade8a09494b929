#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "synth/story.h"
#include "synth/story_replay.h"

namespace ggms::synth {

/// A set of decisions, a bit each.
using Values = std::uint32_t;
static_assert(model::kMaxStates < std::numeric_limits<Values>::digits);
std::vector<int> decisions_of(Values values);

/// The remaining values of every variable, and the node of the argument that gave them.
struct Knowledge {
  static constexpr int kFirst = -1;
  struct Known {
    Values values = 0;
    int node = kFirst;
    std::size_t run = 0;  // where it was found
  };
  std::vector<Known> variables;
};

/// A step, or the assumption of a case, and the nodes that it rests on.
struct ArgumentNode {
  StoryStep step;
  std::vector<int> needs;
};

/// Runs as constraints: what a process knows is a variable, its value the decision, and a run allows some
/// combinations of values.
class RunConstraints {
 public:
  /// `verdicts` are the runs'; both have to outlive it.
  RunConstraints(const model::Problem& problem, const std::vector<StoryRun>& runs,
                 const std::vector<Verdicts>& verdicts);

  std::size_t runs() const { return runs_.size(); }
  std::size_t variables() const { return entries_.size(); }
  /// The variables of a run.
  const std::vector<std::size_t>& variables_of(std::size_t run) const { return variables_[run]; }
  /// A run that has the variable.
  std::size_t run_with(std::size_t variable) const;
  /// The process whose knowledge in a run the variable is: one whose it is in another run, too, if there is
  /// one.
  int process_with(std::size_t variable, std::size_t run, std::size_t other) const;

  /// The knowledge at the start: every value is possible.
  const Knowledge& nothing() const { return nothing_; }
  /// What is known of a run's variables.
  std::vector<Values> domains(std::size_t run, const Knowledge& known) const;

  /// The values that a run allows.
  struct Support {
    bool any = false;            // some combination of values; where no process decides, the empty one
    std::vector<Values> values;  // that each variable takes in some combination
  };
  /// Of the values in `domains`, by all properties.
  Support supported(std::size_t run, const std::vector<Values>& domains) const {
    return supported(run, domains, properties_);
  }

  /// The step that leaves `wanted` to a variable of the run (by its index in it); nothing to all of them, of
  /// which there may be none, if `wanted` is 0. Rests on as few properties and premises as it can.
  ArgumentNode step_to(std::size_t run, const Knowledge& known, std::size_t index, Values wanted) const;

 private:
  Support supported(std::size_t run, const std::vector<Values>& domains,
                    const std::vector<int>& properties) const;

  const std::vector<StoryRun>& runs_;
  const std::vector<Verdicts>& verdicts_;
  std::vector<int> properties_;
  std::vector<model::Entry> entries_;                // by variable
  std::vector<std::vector<std::size_t>> variables_;  // of each run
  Knowledge nothing_;
};

}  // namespace ggms::synth
