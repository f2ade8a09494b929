#pragma once

#include <filesystem>
#include <functional>
#include <string>

namespace ggms::base {

/// Whether to give up on an output whose reader has taken nothing for this many seconds; infinite: no reader
/// has opened it yet.
using GivesUp = std::function<bool(double seconds)>;

/// The file that `path` leads to. Follows symbolic links, so that replacing a file does not replace a link to
/// it.
std::filesystem::path target_of(const std::string& path);

/// The folder that contains `path`.
std::filesystem::path folder_of(const std::filesystem::path& path);

/// Whether `path` exists and is not an ordinary file, but for example a device or a pipe.
bool is_special_file(const std::string& path);

/// Replaces the file by a complete new one: writes it beside the old one, syncs and renames it. Writes to a
/// special file directly, until `gives_up` returns true (empty: never gives up). If it fails, it leaves
/// nothing behind and throws base::Error.
void write_file(const std::string& path, const std::string& text, const GivesUp& gives_up = {});

/// Adds `text` to the end of the file, which it makes if there is none, and syncs it. If that fails, it
/// leaves the file unchanged and throws base::Error.
void append_to_file(const std::string& path, const std::string& text, const GivesUp& gives_up = {});

/// Removes those unfinished files of write_file from a folder whose writer was killed; leaves files alone
/// that are being written.
void remove_unfinished_files(const std::filesystem::path& folder);

}  // namespace ggms::base
