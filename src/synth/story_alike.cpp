// Who decides alike. Processes that know the same decide the same, which a reader of a story doesn't see at
// once; so a step names the processes for which it needs that. To find them, all ways to decide are tried in
// which only some processes are tied to each other.

#include "synth/story_alike.h"

#include <algorithm>
#include <optional>

#include "model/step.h"
#include "spec/outcome.h"
#include "synth/story_replay.h"

namespace ggms::synth {

namespace {

using Groups = std::vector<std::vector<int>>;

bool contains(const std::vector<int>& list, int value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}

/// Those that decide in a run: the given groups, and each other process alone.
Groups blocks_of(const StoryRun& run, const Groups& groups) {
  Groups blocks = groups;
  for (std::size_t p = 0; p < run.knows.size(); ++p) {
    const int process = static_cast<int>(p);
    const bool is_grouped = std::any_of(groups.begin(), groups.end(), [&](const std::vector<int>& group) {
      return contains(group, process);
    });
    if (run.knows[p].round != 0 && !is_grouped) blocks.push_back({process});
  }
  return blocks;
}

/// How many ways there are to decide; nullopt if these are too many to go through.
std::optional<std::size_t> ways(std::size_t blocks, std::size_t decisions) {
  std::size_t all = 1;
  for (std::size_t i = 0; i < blocks; ++i) {
    all *= decisions;
    if (all > Verdicts::kMostWays) return std::nullopt;
  }
  return all;
}

/// Whether the ends of runs that a step's premises and properties allow are those of its conclusion.
bool is_as_told(const Story& story, const StoryStep& step, const spec::Outcome& outcome) {
  const auto decision = [&](int process) {
    return outcome.processes[static_cast<std::size_t>(process)].decision;
  };
  const spec::Spec& spec = story.problem.specification();
  const bool is_possible = std::all_of(step.premises.begin(), step.premises.end(),
                                       [&](const StoryPremise& premise) {
                                         return contains(premise.decisions, decision(premise.process));
                                       }) &&
                           std::all_of(step.properties.begin(), step.properties.end(), [&](int property) {
                             const spec::NodeId formula =
                                 spec.properties[static_cast<std::size_t>(property)].formula;
                             return spec::evaluate(spec.formulas, formula, outcome);
                           });
  if (!is_possible) return true;
  if (!step.process) return false;
  const std::vector<int> forced = alike(story.runs[step.run], *step.process);
  return std::all_of(forced.begin(), forced.end(),
                     [&](int process) { return contains(step.decisions, decision(process)); });
}

/// Whether a step follows where only these groups have to decide the same; nullopt where there are too many
/// ways to decide.
std::optional<bool> follows(const Story& story, const StoryStep& step, const Groups& groups) {
  const StoryRun& run = story.runs[step.run];
  const Groups blocks = blocks_of(run, groups);
  const auto decisions = static_cast<std::size_t>(story.problem.setting().decisions);
  const std::optional<std::size_t> all = ways(blocks.size(), decisions);
  if (!all) return std::nullopt;
  model::Machine machine = story.machine;
  machine.suppose(story.problem.setting().rounds, 0);
  spec::Outcome outcome = model::simulate(story.problem, machine, run.scenario).outcome;
  for (std::size_t way = 0; way < *all; ++way) {
    std::size_t rest = way;
    for (const std::vector<int>& block : blocks) {
      for (const int process : block)
        outcome.processes[static_cast<std::size_t>(process)].decision = static_cast<int>(rest % decisions);
      rest /= decisions;
    }
    if (!is_as_told(story, step, outcome)) return false;
  }
  return true;
}

}  // namespace

std::vector<int> alike(const StoryRun& run, int process) {
  std::vector<int> who;
  for (std::size_t p = 0; p < run.knows.size(); ++p) {
    if (run.knows[p] == run.knows[static_cast<std::size_t>(process)]) who.push_back(static_cast<int>(p));
  }
  return who;
}

std::vector<std::vector<int>> needed_alike(const Story& story, const StoryStep& step) {
  const StoryRun& run = story.runs[step.run];
  Groups needed;
  for (std::size_t p = 0; p < run.knows.size(); ++p) {
    std::vector<int> group = alike(run, static_cast<int>(p));
    if (run.knows[p].round != 0 && group.size() > 1 && group.front() == static_cast<int>(p))
      needed.push_back(std::move(group));
  }
  for (std::size_t i = needed.size(); i-- > 0;) {
    Groups fewer = needed;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (follows(story, step, fewer).value_or(false)) needed = std::move(fewer);
  }
  return needed;
}

bool follows_by_alike(const Story& story, const StoryStep& step) {
  return follows(story, step, step.alike).value_or(true);
}

}  // namespace ggms::synth
