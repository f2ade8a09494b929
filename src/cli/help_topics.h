#pragma once

#include <string>
#include <vector>

namespace ggms::cli {

/// What `ggms help` tells of beside the commands.
struct HelpTopic {
  const char* name;
  std::string (*text)();  // in lines of 80 columns at most
};

const std::vector<HelpTopic>& help_topics();

}  // namespace ggms::cli
