#pragma once

#include <string>

namespace ggms::support {

/// What a command of the shell printed (both streams), and its exit code; -1 where a signal ended it.
struct Ran {
  int exit_code = -1;
  std::string out;
};
Ran run(const std::string& command);

/// Whether the shell finds a program of that name.
bool is_installed(const std::string& program);

}  // namespace ggms::support
