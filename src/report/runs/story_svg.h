#pragma once

#include <string>

#include "synth/story.h"

namespace ggms::report {

/// A story as an SVG file of its own: below each other the space-time diagrams of its runs, with what is
/// forced in each, and links from a process to one that has received the same in a run further up. Same
/// story, same bytes.
std::string story_svg(const synth::Story& story);

}  // namespace ggms::report
