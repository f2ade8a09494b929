#pragma once

#include <optional>
#include <vector>

#include "base/stop.h"
#include "synth/story.h"
#include "synth/story_replay.h"

namespace ggms::synth {

/// Why the decisions after these runs contradict the properties, and which of the runs it needs, in the order
/// in which it comes to them: StoryStep::run counts them in that order.
struct Argument {
  StoryPart part;
  std::vector<std::size_t> runs;
};

/// `verdicts` are the runs'. nullopt where more cases would have to be gone through than a reader has
/// patience for, or if stopped. Throws base::InternalError if there is no contradiction.
std::optional<Argument> argue(const model::Problem& problem, const std::vector<StoryRun>& runs,
                              const std::vector<Verdicts>& verdicts, base::Stop& stop);

}  // namespace ggms::synth
