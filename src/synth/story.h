#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/stop.h"
#include "model/machine.h"
#include "model/problem.h"
#include "model/scenario.h"
#include "synth/conflict.h"

namespace ggms::synth {

// Why no protocol exists, told as executions: a property forces a decision in one of them, a process that
// can't tell it from another one takes the decision there, and so on until nothing is left to decide.

/// An execution of the full-information machine.
struct StoryRun {
  model::Scenario scenario;
  std::vector<model::Entry>
      knows;  // by process: the entry of the last round that it decides by; round 0: none
};

/// What is known already of a process in the run of a step, and the process of what run it is known from:
/// both know the same.
struct StoryPremise {
  int process = 0;
  std::vector<int> decisions;  // no others are left to it
  std::size_t run = 0;
  int there = 0;
};

/// What properties force in a run.
struct StoryStep {
  std::size_t run = 0;
  std::vector<StoryPremise> premises;
  std::vector<int> properties;   // of Story::problem, ascending
  std::optional<int> process{};  // who is forced; none: nothing is left that all could decide
  std::vector<int> decisions{};  // those left to it, and to all that know the same
  /// Groups of processes that know the same, and so decide the same, of which the step needs that.
  std::vector<std::vector<int>> alike{};
};

struct StoryCase;

/// Steps, one after the other; the last one leaves nothing to decide, or a process's decisions are gone
/// through case by case.
struct StoryPart {
  std::vector<StoryStep> steps;
  std::size_t run = 0;  // whose decision the cases are about
  int process = 0;
  std::vector<StoryCase> cases;  // one for each decision that is left to it; empty: the last step ends it
};

struct StoryCase {
  int decision = 0;
  StoryPart part;
};

struct Story {
  model::Problem problem;  // its internal states are histories
  model::Machine machine;  // moves from history to history; without the last round
  std::vector<StoryRun> runs;
  StoryPart part;
  bool irreducible = false;  // with any run less, properties no longer contradict each other
};

/// A story, or in words why there is none.
struct Telling {
  std::shared_ptr<const Story> story;
  std::string why_not;
};

/// The most processes and runs of a story; more are no help to a reader.
constexpr int kMostStoryProcesses = 4;
constexpr std::size_t kMostStoryRuns = 20;

/// The story of a problem that full information rules out for any number of states. Deterministic, unless
/// stopped.
Telling tell_story(const model::Problem& problem, base::Stop& stop);
/// The same of an infeasible attempt, by those properties alone that conflict.
Telling tell_story(const spec::Spec& spec, const Attempt& attempt, const Conflict& conflict,
                   base::Stop& stop);

/// Replays every run by the simulator, and every step by going through all decisions. Throws
/// base::InternalError where one of them is wrong.
void check_story(const Story& story);

}  // namespace ggms::synth
