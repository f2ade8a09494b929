#pragma once

#include <string>

#include "base/stop.h"
#include "files/protocol.h"

namespace ggms::cli {

/// Throws base::Error, which says what reads specifications, if a file that should be something else looks
/// like one.
void refuse_specification(const std::string& text, const std::string& path);

/// The protocol of a file. Throws base::Error, and base::Stopped (base/input_file.h).
files::Protocol load_protocol(const std::string& path, base::Stop& stop);

}  // namespace ggms::cli
