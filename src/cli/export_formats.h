#pragma once

#include <string>
#include <utility>
#include <vector>

namespace ggms::cli {

/// What `ggms export --to` knows: names, and what each is.
std::vector<std::pair<std::string, std::string>> export_formats();

}  // namespace ggms::cli
