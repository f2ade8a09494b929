#pragma once

#include <string>
#include <utility>
#include <vector>

namespace ggms::cli {

/// Throws base::Error, before a long run, if `path` can't be written or would overwrite one of `inputs`.
/// Removes temporary files that killed runs left in its folder.
void require_writable(const std::string& path, const std::vector<std::string>& inputs);

/// Throws base::Error if two of these (option, path) outputs are one file, so that one would be lost. Empty
/// paths don't count, nor do paths of anything but ordinary files.
void require_distinct(const std::vector<std::pair<std::string, std::string>>& outputs);

/// Prints a result. It is not an error if the reader has gone away. Throws base::Error if the disk is full,
/// or if the reader takes nothing after a limit or a signal.
void print(const std::string& text);

/// The error line about a bug in ggms.
std::string internal_error_line(const std::string& what);

/// Prints one line on stderr.
void complain(const std::string& line);

/// Opens /dev/null in place of closed standard streams, so that no file that we open takes their place
/// (standard output read-only, so that printing fails). Makes writing to a closed pipe, or past the limit of
/// a file's size, an error rather than a signal.
void prepare_streams();

}  // namespace ggms::cli
