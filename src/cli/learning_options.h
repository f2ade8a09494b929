#pragma once

#include <CLI/CLI.hpp>

#include "cli/options.h"

namespace ggms::cli {

/// Adds all options of the learning engines. `options` has to live as long as the command.
void add_learning(CLI::App& app, SynthOptions& options);

/// Applies --as-published after all options are read: switches off the departures from the paper that the
/// user did not ask for.
void drop_departures(const CLI::App& app, search::Options& learning);

}  // namespace ggms::cli
