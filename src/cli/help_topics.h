#pragma once

#include <string>
#include <vector>

namespace ggms::cli {

/// A topic of `ggms help` other than a command.
struct HelpTopic {
  const char* name;
  std::string (*text)();  // in lines of 80 columns at most
};

const std::vector<HelpTopic>& help_topics();

}  // namespace ggms::cli
