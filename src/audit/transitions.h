#pragma once

#include "audit/file.h"
#include "audit/json.h"

namespace ggms::audit {

/// Reads the transitions into the table of a protocol whose setting and names are known. Throws base::Error.
void read_transitions(const Place& top, Protocol& protocol);

}  // namespace ggms::audit
