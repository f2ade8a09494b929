#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.h"

namespace ggms::cli {

// Each function adds one option to a command and binds it to the variable that takes its value; that variable
// already holds the default, and has to live as long as the command. Some options have different names or
// texts in different commands, which are arguments here.

CLI::Option* add_input(CLI::App& app, const std::string& name, const std::string& description,
                       std::string& target);
CLI::Option* add_topic(CLI::App& app, std::string& target);  // of help
CLI::Option* add_engine(CLI::App& app, std::string& target);
CLI::Option* add_strategy(CLI::App& app, synth::Strategy& target);
CLI::Option* add_seed(CLI::App& app, const std::string& promise, std::uint64_t& target);
/// `what` says what the option is for: "check this specification".
CLI::Option* add_spec(CLI::App& app, const std::string& what, std::string& target);
CLI::Option* add_properties(CLI::App& app, std::vector<std::string>& target);
CLI::Option* add_margin(CLI::App& app, bool& target);
CLI::Option* add_method(CLI::App& app, api::Method& target);
CLI::Option* add_repeat(CLI::App& app, int& target);
CLI::Option* add_scenario(CLI::App& app, std::string& target);
CLI::Option* add_random(CLI::App& app, bool& target);
CLI::Option* add_timeout(CLI::App& app, Limits& limits, const std::string& what = "give up",
                         const std::string& otherwise = "0");
CLI::Option* add_memory(CLI::App& app, Limits& limits);
CLI::Option* add_threads(CLI::App& app, const std::string& who_needs_one, int& target);
CLI::Option* add_output(CLI::App& app, const std::string& names, const std::string& description,
                        std::string& target);
CLI::Option* add_certificate(CLI::App& app, std::string& target);
CLI::Option* add_total(CLI::App& app, bool& target);
CLI::Option* add_trace(CLI::App& app, const std::string& what, std::string& target);
CLI::Option* add_all(CLI::App& app, SynthOptions& options);
CLI::Option* add_count(CLI::App& app, bool& target);
CLI::Option* add_explain(CLI::App& app, std::optional<double>& target);
CLI::Option* add_story(CLI::App& app, std::string& target);
CLI::Option* add_export_format(CLI::App& app, std::string& target);  // required
CLI::Option* add_json(CLI::App& app, bool& target);
CLI::Option* add_quiet(CLI::App& app, bool& target);

}  // namespace ggms::cli
