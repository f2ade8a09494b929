#pragma once

#include <nlohmann/json_fwd.hpp>

#include "synth/story.h"

namespace ggms::report {

/// Adds `story`, or `no_story` with the reason, to an answer.
void add_story(nlohmann::ordered_json& object, const synth::Telling& telling);

}  // namespace ggms::report
