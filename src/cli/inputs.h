#pragma once

#include <string>

#include "base/stop.h"
#include "files/protocol.h"

namespace ggms::cli {

/// The protocol of a file. Throws base::Error, and base::Stopped (base/input_file.h).
files::Protocol load_protocol(const std::string& path, base::Stop& stop);

}  // namespace ggms::cli
