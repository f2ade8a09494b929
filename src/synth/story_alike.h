#pragma once

#include <vector>

#include "synth/story.h"

namespace ggms::synth {

/// The processes of a run, ascending, that know what this one knows, itself included.
std::vector<int> alike(const StoryRun& run, int process);

/// Which processes of a step's run have to decide the same for the step to follow, in groups that know the
/// same: with one group less it doesn't follow. Where there are too many ways to decide to find that out, all
/// groups of at least two.
std::vector<std::vector<int>> needed_alike(const Story& story, const StoryStep& step);

/// Whether a step follows where only processes of one group of StoryStep::alike have to decide the same. True
/// where there are too many ways to decide to find that out.
bool follows_by_alike(const Story& story, const StoryStep& step);

}  // namespace ggms::synth
