#pragma once

#include <string>

#include "base/stop.h"
#include "files/protocol.h"
#include "spec/load.h"

namespace ggms::api {

/// The specification of a text, and of a file.
using spec::load_spec;
using spec::read_spec;

/// Throws base::Error, which says what reads specifications, if a text that should be something else looks
/// like one; `name` is what errors cite.
void refuse_specification(const std::string& text, const std::string& name);

/// Throws base::Error unless a call may be asked to use so many threads (0: one per processor).
void require_threads(int threads);

/// The protocol of the text of its file; `name` is what errors cite. Throws base::Error, and base::Stopped.
files::Protocol read_protocol(const std::string& text, const std::string& name, base::Stop& stop);

/// The same of a file (base/input_file.h).
files::Protocol load_protocol(const std::string& path, base::Stop& stop);

}  // namespace ggms::api
