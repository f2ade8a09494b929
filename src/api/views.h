#pragma once

#include <string>
#include <utility>
#include <vector>

namespace ggms::api {

/// For those who choose one: each view, and what it shows a process of a round.
std::vector<std::pair<std::string, std::string>> view_words();

}  // namespace ggms::api
