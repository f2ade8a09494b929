#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "cli/options.h"

namespace ggms::cli {

// Options that describe a setting. The functions work like those in option_list.h.

CLI::Option* add_processes(CLI::App& app, int& target);
CLI::Option* add_faults(CLI::App& app, model::FaultLimits& target);
CLI::Option* add_faults(CLI::App& app, std::optional<model::FaultLimits>& target);
void add_size(CLI::App& app, SynthOptions& options);  // -r, -s and their limits
CLI::Option* add_view(CLI::App& app, model::View& target);
CLI::Option* add_decide(CLI::App& app, model::Decide& target);
void add_expectations(CLI::App& app, CertifyOptions& options);  // what a certificate has to be about

}  // namespace ggms::cli
