#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "model/step.h"
#include "report/style.h"
#include "synth/story.h"

namespace ggms::report {

/// The story of an infeasible answer as text: run after run what fails in it, who can't tell it from which
/// other one, and what a property forces there; or a line that says why there is none.
std::string story_text(const synth::Telling& telling, const Style& style);

/// What happens in a run of a story, but for the decisions at the end.
model::Execution execution_of(const synth::Story& story, const synth::StoryRun& run);

/// "p2 receives (lost, zero), as in run 1", and what is known from that.
std::string premise_text(const synth::Story& story, const synth::StoryStep& step,
                         const synth::StoryPremise& premise);
/// "agreement: p1 decides zero", or "agreement is broken".
std::string conclusion_text(const synth::Story& story, const synth::StoryStep& step, const Style& style);

/// Whether a premise is from another run.
inline bool is_link(const synth::StoryStep& step, const synth::StoryPremise& premise) {
  return premise.run != step.run;
}

/// "p1 and p2 receive the same, so they decide alike": what a step says of a group.
std::string alike_text(const synth::Story& story, const std::vector<int>& group, const Style& style);
/// "zero", or "zero or one".
std::string decisions_text(const synth::Story& story, const std::vector<int>& decisions);
/// Internal states whose names are printed: (round after which a process is in it, state).
using Letters = std::set<std::pair<int, int>>;
/// Those that are named where a process receives this.
Letters letters_of(const synth::Story& story, const model::Entry& entry);
/// Those that are named in what the adversary does in a run.
Letters letters_of(const synth::StoryRun& run);
/// What these letters stand for, and those that are named in that: a line for each round that has any, such
/// as "received in round 1: a = (zero, lost)".
std::vector<std::string> legend(const synth::Story& story, Letters used);

}  // namespace ggms::report
