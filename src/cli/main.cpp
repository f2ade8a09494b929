// The program `ggms`. What it can do is in options.cpp, and how in a file for each command.

#include "cli/limits.h"
#include "cli/run.h"

int main(int argc, char** argv) {
  ggms::cli::begin_limits();
  return ggms::cli::run(argc, argv);
}
