#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace ggms::cli {

/// The program that runs, even if its file has been replaced since.
inline constexpr const char* kProgram = "/proc/self/exe";

/// Folders in which specifications may be: ./specs, what lies near the program, and what was installed with
/// it.
std::vector<std::filesystem::path> spec_folders();

/// The file of a specification that is named on the command line: the file of that name; else, for a name
/// without slash and ending, the one that has it in the first of spec_folders() that has any. Throws
/// base::Error where a name is meant and there is none. Empty for an empty name.
std::string spec_path(const std::string& given);

}  // namespace ggms::cli
