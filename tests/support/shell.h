#pragma once

#include <string>

namespace ggms::support {

/// The output of a shell command (both streams), and its exit code; -1 if a signal ended it.
struct Ran {
  int exit_code = -1;
  std::string out;
};
Ran run(const std::string& command);

/// Whether the shell finds a program of that name.
bool is_installed(const std::string& program);

}  // namespace ggms::support
