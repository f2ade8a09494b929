#pragma once

#include <string>

namespace ggms::cli {

// Files that the program writes, within its limits (base/output_file.h).

/// Replaces the file by a complete new one, which the watch of limits does not cut short. Throws base::Error.
void write_file_atomically(const std::string& path, const std::string& text);

/// Adds `text` to the end of the file. Throws base::Error.
void append_to_file(const std::string& path, const std::string& text);

}  // namespace ggms::cli
