#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace ggms::base {

/// Whether to give up on an output whose reader has taken nothing for so many seconds, or, where they are
/// infinite, has not come yet.
using GivesUp = std::function<bool(double seconds)>;

/// Where `path` leads: symbolic links followed, so that replacing a file does not replace a link to it.
std::filesystem::path target_of(const std::string& path);

/// The folder that `path` is in.
std::filesystem::path folder_of(const std::filesystem::path& path);

/// Whether there is something that is no ordinary file, such as a device or a pipe.
bool is_special_file(const std::string& path);

/// Replaces the file by a complete new one: written beside it, synced, renamed. What is special is written to
/// directly, until `gives_up` (none: never). Throws base::Error, and leaves nothing behind, where that fails.
void write_file(const std::string& path, const std::string& text, const GivesUp& gives_up = {});

/// Adds `text` to the end of the file, made if there is none, and syncs it. Throws base::Error, and leaves
/// the file as it was, where that fails.
void append_to_file(const std::string& path, const std::string& text, const GivesUp& gives_up = {});

/// Removes unfinished files of write_file from a folder, those whose writer was killed. A file that is being
/// written is left alone.
void remove_unfinished_files(const std::filesystem::path& folder);

}  // namespace ggms::base
