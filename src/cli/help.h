#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

namespace ggms::cli {

/// How help texts are laid out.
std::shared_ptr<CLI::Formatter> help_layout();

/// What `ggms help TOPIC` prints; all about the program if `topic` is empty. Throws base::Error if there is
/// no such topic.
std::string help_text(const CLI::App& program, const std::string& topic);

/// The names of the commands.
std::vector<std::string> command_names(const CLI::App& program);

/// What CLI11 found wrong with the command line, with what was meant and where to look for help.
[[noreturn]] void refuse(const CLI::App& program, int argc, const char* const* argv,
                         const CLI::ParseError& error);

}  // namespace ggms::cli
