// The story of an infeasible answer: full information once more with its reasons written down, few of its
// runs, these replayed, and an argument about their decisions. A story is handed out only after check_story
// has confirmed it, which uses nothing of the search for it.

#include "synth/story.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/check.h"
#include "base/error.h"
#include "model/step.h"
#include "synth/full_information.h"
#include "synth/story_alike.h"
#include "synth/story_argument.h"
#include "synth/story_replay.h"
#include "synth/story_runs.h"

namespace ggms::synth {

namespace {

// Beginnings of runs that are gone through for a story; they take about a second (ours).
constexpr std::size_t kMostTold = 200'000;
// Runs of the derivation that are replayed, of which fewer may do for what they force together.
constexpr std::size_t kMostReplayed = 2 * kMostStoryRuns;

Telling none(std::string why) {
  return {nullptr, std::move(why)};
}

/// Which runs are enough, by what all properties together allow after each.
std::optional<std::vector<std::size_t>> enough_runs(const model::Problem& problem,
                                                    const std::vector<Verdicts>& verdicts, base::Stop& stop) {
  const int decisions = problem.setting().decisions;
  Grouped grouped;
  std::map<model::Entry, int> variables;
  const auto variable = [&](const model::Entry& entry) {
    const auto [it, is_new] = variables.try_emplace(entry, grouped.variables + 1);
    if (!is_new) return it->second;
    grouped.variables += decisions;
    std::vector<int>& some = grouped.always.emplace_back();
    for (int d = 0; d < decisions; ++d) some.push_back(it->second + d);
    return it->second;
  };
  for (const Verdicts& run : verdicts) {
    std::vector<std::vector<int>>& clauses = grouped.groups.emplace_back();
    for (std::size_t way = 0; way < run.ways(); ++way) {
      bool is_broken = false;
      for (std::size_t i = 0; i < problem.specification().properties.size(); ++i)
        is_broken = is_broken || run.breaks(way, static_cast<int>(i));
      std::vector<int> clause;
      for (std::size_t i = 0; i < run.deciding().size(); ++i)
        clause.push_back(-(variable(run.deciding()[i]) + run.decision(way, i)));
      if (is_broken) clauses.push_back(std::move(clause));
    }
  }
  return few_groups(grouped, stop);
}

template <typename T>
std::vector<T> chosen(const std::vector<T>& all, const std::vector<std::size_t>& which) {
  std::vector<T> some;
  for (const std::size_t i : which) some.push_back(all[i]);
  return some;
}

/// Goes through a part of a story with what is known before it.
class Checker {
 public:
  explicit Checker(const Story& story) : story_(story), decisions_(story.problem.setting().decisions) {
    check_machine();
    for (const StoryRun& run : story.runs) {
      model::validate(run.scenario, story.problem.setting());
      verdicts_.emplace_back(story.problem, story.machine, run);
    }
  }

  void check(const StoryPart& part, std::map<model::Entry, std::vector<int>> known) const {
    bool ends = false;
    for (const StoryStep& step : part.steps) {
      CHECK(!ends);
      check(step, known);
      ends = !step.process;
      if (step.process) known[entry(step.run, *step.process)] = step.decisions;
    }
    CHECK(ends == part.cases.empty());
    if (ends) return;
    const model::Entry split = entry(part.run, part.process);
    for (const int decision : left(known, split)) {
      const bool is_told = std::any_of(part.cases.begin(), part.cases.end(),
                                       [&](const StoryCase& one) { return one.decision == decision; });
      CHECK(is_told);
    }
    for (const StoryCase& one : part.cases) {
      known[split] = {one.decision};
      check(one.part, known);
    }
  }

 private:
  using Known = std::map<model::Entry, std::vector<int>>;

  /// Different histories are different states, each state is a history, and no other is claimed.
  void check_machine() const {
    const model::Setting& setting = story_.problem.setting();
    std::vector<std::set<int>> states(static_cast<std::size_t>(setting.rounds));
    for (int value = 0; value < setting.initial; ++value) states[0].insert(value);
    for (const auto& [entry, next] : story_.machine.entries()) {
      CHECK(entry.round < setting.rounds);
      CHECK(states[static_cast<std::size_t>(entry.round)].insert(next).second);
    }
    const auto is_history = [&](int round, int state) {
      return states[static_cast<std::size_t>(round) - 1].contains(state);
    };
    for (const auto& [entry, next] : story_.machine.entries()) {
      const model::Received received = story_.machine.keys(entry.round).decode(entry.key);
      for (const int state : received.by_sender)
        CHECK(state == model::Received::kLost || is_history(entry.round, state));
      for (std::size_t state = 0; state + 1 < received.counts.size(); ++state)
        CHECK(received.counts[state] == 0 || is_history(entry.round, static_cast<int>(state)));
    }
    for (const StoryRun& run : story_.runs) {
      for (int round = 1; round <= setting.rounds; ++round) {
        for (const model::Forgery& forged : run.scenario.faults(round).forged)
          CHECK(is_history(round, forged.state));
      }
    }
  }

  model::Entry entry(std::size_t run, int process) const {
    CHECK(run < story_.runs.size());
    const std::vector<model::Entry>& knows = story_.runs[run].knows;
    CHECK(process >= 0 && process < static_cast<int>(knows.size()));
    const model::Entry& found = knows[static_cast<std::size_t>(process)];
    CHECK(found.round == story_.problem.setting().rounds);
    return found;
  }

  std::vector<int> left(const Known& known, const model::Entry& entry) const {
    const auto it = known.find(entry);
    if (it != known.end()) return it->second;
    std::vector<int> all;
    for (int decision = 0; decision < decisions_; ++decision) all.push_back(decision);
    return all;
  }

  /// Every way to decide that fits the premises and the named properties leaves what the step says.
  void check(const StoryStep& step, const Known& known) const {
    Known given;
    for (const StoryPremise& premise : step.premises) {
      const model::Entry here = entry(step.run, premise.process);
      CHECK(here == entry(premise.run, premise.there));
      for (const int decision : left(known, here)) CHECK(contains(premise.decisions, decision));
      given[here] = premise.decisions;
    }
    const Verdicts& verdicts = verdicts_[step.run];
    for (std::size_t way = 0; way < verdicts.ways(); ++way) {
      bool possible = std::none_of(step.properties.begin(), step.properties.end(),
                                   [&](int property) { return verdicts.breaks(way, property); });
      bool fits = !step.process;
      for (std::size_t i = 0; i < verdicts.deciding().size(); ++i) {
        const model::Entry& deciding = verdicts.deciding()[i];
        const int decision = verdicts.decision(way, i);
        if (given.contains(deciding)) possible = possible && contains(given.at(deciding), decision);
        if (step.process && deciding == entry(step.run, *step.process))
          fits = contains(step.decisions, decision);
      }
      CHECK(!possible || (step.process && fits));
    }
    for (const std::vector<int>& group : step.alike) {
      CHECK(group.size() > 1);
      for (const int process : group) CHECK(entry(step.run, process) == entry(step.run, group.front()));
    }
    CHECK(follows_by_alike(story_, step));
  }

  static bool contains(const std::vector<int>& list, int value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  }

  const Story& story_;
  const int decisions_;
  std::vector<Verdicts> verdicts_;
};

/// Says in every step who has to decide the same.
void note_alike(const Story& story, StoryPart& part) {
  for (StoryStep& step : part.steps) step.alike = needed_alike(story, step);
  for (StoryCase& one : part.cases) note_alike(story, one.part);
}

std::string too_many_runs() {
  return fmt::format("the shortest that was found takes over {} runs", kMostStoryRuns);
}

/// The story of runs that are known to contradict each other.
Telling tell(const model::Problem& problem, const Derivation& derivation,
             const std::vector<model::Scenario>& scenarios, base::Stop& stop) {
  const std::optional<model::Problem> of_histories = problem_of_histories(problem);
  if (!of_histories) return none("the view's keys leave the simulator no states for histories");
  HistoryMachine histories(*of_histories, derivation);
  std::vector<StoryRun> runs;
  std::vector<Verdicts> verdicts;
  for (const model::Scenario& scenario : scenarios) {
    std::optional<StoryRun> run = histories.run(scenario);
    if (!run)
      return none(fmt::format("its runs have over {} histories, which is more than the simulator's states",
                              of_histories->setting().states));
    if (ways_to_decide(*of_histories, *run) > Verdicts::kMostWays)
      return none("there are too many ways to decide in one run");
    runs.push_back(std::move(*run));
    verdicts.emplace_back(*of_histories, histories.machine(), runs.back());
  }
  const auto enough = enough_runs(*of_histories, verdicts, stop);
  if (!enough) return none("time or memory ran out");
  if (enough->size() > kMostStoryRuns) return none(too_many_runs());
  runs = chosen(runs, *enough);
  const auto argument = argue(*of_histories, runs, chosen(verdicts, *enough), stop);
  if (!argument)
    return none(stop.requested_now() ? "time or memory ran out" : "it has too many cases to tell apart");
  auto story = std::make_shared<Story>(
      Story{*of_histories, histories.machine(), chosen(runs, argument->runs), argument->part, true});
  note_alike(*story, story->part);
  check_story(*story);
  return {story, ""};
}

/// Why a setting has no story, without a search for one; empty if it may have one.
std::string untold(const model::Setting& setting) {
  if (setting.processes > kMostStoryProcesses)
    return fmt::format("one is told of at most {} processes", kMostStoryProcesses);
  if (setting.decide == model::Decide::kAny && setting.rounds > 1)
    return "one is told of decisions in the last round, and with decide any they may come before it";
  return "";
}

}  // namespace

Telling tell_story(const model::Problem& problem, base::Stop& stop) {
  if (std::string why_not = untold(problem.setting()); !why_not.empty()) return none(std::move(why_not));
  model::Setting last = problem.setting();
  last.decide = model::Decide::kLast;
  const model::Problem told = problem.with(last);
  Derivation derivation;
  switch (full_information(told, kMostTold, stop, &derivation)) {
    case AnyStates::kInfeasible:
      break;
    case AnyStates::kFeasible:
      return none("with more internal states the properties can be met");
    case AnyStates::kUnknown:
      return none(stop.requested_now() ? "time or memory ran out"
                                       : fmt::format("there are over {} runs to go through", kMostTold));
  }
  const auto scenarios = few_runs(derivation, stop);
  if (!scenarios) return none("time or memory ran out");
  if (scenarios->size() > kMostReplayed) return none(too_many_runs());
  return tell(told, derivation, *scenarios, stop);
}

Telling tell_story(const spec::Spec& spec, const Attempt& attempt, const Conflict& conflict,
                   base::Stop& stop) {
  if (std::string why_not = untold(attempt.setting); !why_not.empty()) return none(std::move(why_not));
  if (!attempt.any_states)
    return none("it needs an answer for any number of internal states, and this one is about at most " +
                std::to_string(attempt.setting.states) + "; leave the number of states open");
  return tell_story(model::Problem(spec::with_properties(spec, conflict.properties), attempt.setting), stop);
}

void check_story(const Story& story) {
  try {
    Checker(story).check(story.part, {});
  } catch (const base::Error& error) {
    throw base::InternalError(std::string("a wrong story: ") + error.what());
  }
}

}  // namespace ggms::synth
