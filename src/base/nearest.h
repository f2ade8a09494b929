#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ggms::base {

/// The known word that the user most likely meant: the word with the fewest letters changed, added, left out
/// or exchanged with their neighbour, if these are few for its length; the first of several. nullopt if no
/// known word is near.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace ggms::base
