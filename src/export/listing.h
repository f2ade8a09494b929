#pragma once

#include <string>
#include <vector>

#include "model/problem.h"

namespace ggms::exports {

/// The lines as comments: each after `mark` and on one line, even if it contains line breaks.
std::string commented(const std::string& mark, const std::vector<std::string>& lines);

/// The title of an exported file: specification with its digest, setting, version of ggms.
std::vector<std::string> title(const model::Problem& problem);

}  // namespace ggms::exports
