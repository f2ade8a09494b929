#pragma once

#include <filesystem>
#include <string>

namespace ggms::cli {

/// Where `path` leads: symbolic links followed, so that replacing a file does not replace a link to it.
std::filesystem::path target_of(const std::string& path);

/// The folder that `path` is in.
std::filesystem::path folder_of(const std::filesystem::path& path);

/// Replaces the file by a complete new one: written beside it, synced, renamed. What is no ordinary file (a
/// device, a pipe) is written to directly. Throws base::Error, and leaves nothing behind, where that fails.
void write_file_atomically(const std::string& path, const std::string& text);

/// Adds `text` to the end of the file, made if there is none, and syncs it. Throws base::Error, and leaves
/// the file as it was, where that fails.
void append_to_file(const std::string& path, const std::string& text);

/// Removes unfinished files of write_file_atomically from a folder, those whose writer was killed. A file
/// that is being written is left alone.
void remove_unfinished_files(const std::filesystem::path& folder);

}  // namespace ggms::cli
