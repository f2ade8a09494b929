#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

namespace ggms::cli {

/// The layout of help texts, for CLI11.
std::shared_ptr<CLI::Formatter> help_layout();

/// What `ggms help TOPIC` prints; all about the program if `topic` is empty. Throws base::Error if there is
/// no such topic.
std::string help_text(const CLI::App& program, const std::string& topic);

/// The names of the commands.
std::vector<std::string> command_names(const CLI::App& program);

/// Throws base::Error about what CLI11 found wrong with the command line; the message suggests what was meant
/// and where to find help.
[[noreturn]] void refuse(const CLI::App& program, int argc, const char* const* argv,
                         const CLI::ParseError& error);

}  // namespace ggms::cli
