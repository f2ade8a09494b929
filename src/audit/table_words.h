// How a refutation writes what its variables speak of: what a process receives, and what is known of it.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "audit/clauses.h"

namespace ggms::audit {

/// What a process (from 1) receives in a round, of the words from `first` on, as key_of makes it. Throws
/// base::Error where they are none of the protocol.
Received read_received(const Protocol& protocol, const TextReader& reader,
                       const std::vector<std::string_view>& words, std::size_t first, int round, int process);

/// A process at a round boundary, of a word such as "2", "-c:1@2" or "0on": a state, then letters, a decision
/// and its round. Throws base::Error where it is none of the protocol.
ProcessThen read_process(const Protocol& protocol, const TextReader& reader, std::string_view word,
                         int boundary);

}  // namespace ggms::audit
