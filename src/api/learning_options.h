#pragma once

#include <string>
#include <utility>
#include <vector>

#include "search/options.h"

namespace ggms::api {

inline constexpr const char* kExactEngine = "exact";  // the engine that does not learn

/// The options of learning, from names and values as the command line has them: {"steps", "5"}, and for what
/// is on or off "true" or "false" ({"share-tree", "false"}). {"as-published", "true"} holds for all that is
/// not named itself. Throws base::Error.
search::Options learning_options(const std::vector<std::pair<std::string, std::string>>& named);

/// Options of learning that are not as usual though the engine does not learn: a warning each.
std::vector<std::string> without_effect(const std::string& engine, const search::Options& given);

}  // namespace ggms::api
