#pragma once

#include <string>

namespace ggms::cli {

/// A word as a shell reads it. Bytes that can't be printed stand in $'...' as \xff, which bash, zsh
/// and POSIX 2024 know.
std::string shell_word(const std::string& text);

/// A file's name as an argument that a program can't take for an option.
std::string file_word(const std::string& path);

}  // namespace ggms::cli
