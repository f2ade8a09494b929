#pragma once

#include <CLI/CLI.hpp>

#include "cli/options.h"

namespace ggms::cli {

/// All options of the learning engines. `options` has to live as long as the command.
void add_learning(CLI::App& app, SynthOptions& options);

/// What --as-published does once all options are read: switches off what departs from the paper and was not
/// asked for.
void drop_departures(const CLI::App& app, search::Options& learning);

}  // namespace ggms::cli
