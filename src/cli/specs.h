#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace ggms::cli {

/// The running program, even if its file has been replaced since it started.
inline constexpr const char* kProgram = "/proc/self/exe";

/// Folders in which specifications may be: ./specs, folders near the program, and the folder that was
/// installed with it.
std::vector<std::filesystem::path> spec_folders();

/// The file of a specification that the command line names: the file of that name if it exists; otherwise,
/// for a name without slash and dot, the file NAME.smt2 in the first of spec_folders() that has any
/// specification. Throws base::Error if that folder has no such file. Empty for an empty name.
std::string spec_path(const std::string& given);

}  // namespace ggms::cli
