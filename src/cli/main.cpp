// The program `ggms`. options.cpp reads the command line; each command has a file of its own.

#include "cli/limits.h"
#include "cli/run.h"

int main(int argc, char** argv) {
  ggms::cli::begin_limits();
  return ggms::cli::run(argc, argv);
}
