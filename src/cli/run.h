#pragma once

namespace ggms::cli {

/// The whole program: reads the command line, does what it says, and returns the exit code.
int run(int argc, char** argv);

}  // namespace ggms::cli
