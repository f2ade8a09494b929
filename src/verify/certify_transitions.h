#pragma once

#include "verify/certify_file.h"
#include "verify/certify_json.h"

namespace ggms::verify::certify {

/// Reads the transitions into the table of a protocol whose setting and names are known. Throws base::Error.
void read_transitions(const Place& top, Protocol& protocol);

}  // namespace ggms::verify::certify
