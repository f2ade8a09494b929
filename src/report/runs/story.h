#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/step.h"
#include "report/style.h"
#include "synth/story.h"

namespace ggms::report {

/// The story of an infeasible answer as text: for each run its faults, the processes that can't tell it from
/// another run, and the decisions that properties force in it; or a line that says why there is no story.
std::string story_text(const synth::Telling& telling, const Style& style);

/// The execution of a story's run, without the decisions at its end.
model::Execution execution_of(const synth::Story& story, const synth::StoryRun& run);

/// "p2 receives (lost, zero), as in run 1", with the conclusion from it.
std::string premise_text(const synth::Story& story, const synth::StoryStep& step,
                         const synth::StoryPremise& premise);
/// "agreement: p1 decides zero", or "agreement is broken".
std::string conclusion_text(const synth::Story& story, const synth::StoryStep& step, const Style& style);

/// Whether a premise belongs to another run.
inline bool is_link(const synth::StoryStep& step, const synth::StoryPremise& premise) {
  return premise.run != step.run;
}

/// "p1 and p2 receive the same, so they decide alike": a step's sentence about a group.
std::string alike_text(const synth::Story& story, const std::vector<int>& group, const Style& style);
/// "zero", or "zero or one".
std::string decisions_text(const synth::Story& story, const std::vector<int>& decisions);
/// Internal states whose names are printed: (round after which a process is in it, state).
using Letters = std::set<std::pair<int, int>>;
/// The internal states whose names occur in this received vector.
Letters letters_of(const synth::Story& story, const model::Entry& entry);
/// The internal states whose names occur in the adversary's actions in a run.
Letters letters_of(const synth::StoryRun& run);
/// The meanings of these names and of the names in their meanings: a line for each round that has any, such
/// as "received in round 1: a = (zero, lost)".
std::vector<std::string> legend(const synth::Story& story, Letters used);

}  // namespace ggms::report
