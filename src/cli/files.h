#pragma once

#include <string>
#include <utility>
#include <vector>

namespace ggms::cli {

/// Throws base::Error if `path` could not be written anyway, or would overwrite one of `inputs`: known before
/// a long run. Removes what killed runs left in its folder.
void require_writable(const std::string& path, const std::vector<std::string>& inputs);

/// Throws base::Error if two of these (option, path) outputs are one file, so that one would be lost. Empty
/// paths, and what is no ordinary file, don't count.
void require_distinct(const std::vector<std::pair<std::string, std::string>>& outputs);

/// Prints a result. A reader that has gone away is no error; a full disk is (base::Error), and so is a reader
/// that takes nothing after a limit or a signal.
void print(const std::string& text);

/// What a line says of a bug in ggms.
std::string internal_error_line(const std::string& what);

/// One line on stderr.
void complain(const std::string& line);

/// Standard streams that are closed become /dev/null, so that no file that we open takes their place
/// (standard output one that can't be written). Writing to a closed pipe, or past the limit of a file's size,
/// is an error rather than a signal.
void prepare_streams();

}  // namespace ggms::cli
