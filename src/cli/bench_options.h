#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "cli/options.h"

namespace ggms::cli {

// Options of `ggms bench`. The functions work like those in option_list.h.

CLI::Option* add_synth_options(CLI::App& app, std::vector<std::string>& target);
CLI::Option* add_runs(CLI::App& app, int& target);
CLI::Option* add_engines(CLI::App& app, std::vector<std::string>& target);
CLI::Option* add_settings(CLI::App& app, std::vector<std::string>& target);
CLI::Option* add_only(CLI::App& app, std::vector<std::string>& target);
CLI::Option* add_specs(CLI::App& app, std::string& target);
CLI::Option* add_format(CLI::App& app, BenchFormat& target);

}  // namespace ggms::cli
