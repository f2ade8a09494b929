#pragma once

#include <string>

#include "synth/story.h"

namespace ggms::report {

/// A story as an SVG file of its own: the space-time diagrams of its runs below each other, with the forced
/// decisions of each, and links from a process to one that has received the same in a run further up. The
/// same story gives the same bytes.
std::string story_svg(const synth::Story& story);

}  // namespace ggms::report
