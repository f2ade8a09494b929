#pragma once

#include <cstddef>
#include <string>

#include "base/stop.h"

namespace ggms::base {

/// Throws base::Error if a name contains a NUL, because the system would take the part before it as the name.
void require_whole_name(const std::string& path);

/// The bytes of a file, a pipe or a device, up to `most` bytes and one more, which tells the caller that
/// there are too many. Waits for a pipe's writer. Throws base::Error if it can't be read, and base::Stopped
/// if `stop` is requested while it waits or after the first 64 MiB.
std::string read_input(const std::string& path, std::size_t most, Stop& stop);

/// The bytes of a whole file, up to 1 GiB: protocols, scenarios, certificates. Throws base::Error also if it
/// is larger.
std::string read_file(const std::string& path, Stop& stop);

}  // namespace ggms::base
