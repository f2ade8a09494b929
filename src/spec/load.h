#pragma once

#include <string>

#include "base/stop.h"
#include "spec/spec.h"

namespace ggms::spec {

/// Reads a specification file, as read_spec does a text. Throws base::Error also if the file can't be read,
/// and base::Stopped if `stop` is requested while it waits for a pipe's writer.
Spec load_spec(const std::string& path, base::Stop& stop);

}  // namespace ggms::spec
