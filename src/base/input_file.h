#pragma once

#include <cstddef>
#include <string>

#include "base/stop.h"

namespace ggms::base {

/// Throws base::Error if a name has a NUL in it: the system would take what stands before it as the name.
void require_whole_name(const std::string& path);

/// The content of a file, a pipe or a device, byte by byte as it is, up to `most` bytes and one more, by
/// which the caller sees that there are too many. Waits for a pipe's writer. Throws base::Error where it
/// can't be read, and base::Stopped if `stop` is requested while it waits, or past the first 64 MiB.
std::string read_input(const std::string& path, std::size_t most, Stop& stop);

/// The same of a whole file, up to 1 GiB: protocols, scenarios, certificates. Throws base::Error too where it
/// is larger.
std::string read_file(const std::string& path, Stop& stop);

}  // namespace ggms::base
