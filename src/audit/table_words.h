// Words of a refutation's variables: what a process receives, and its state at a round boundary.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "audit/clauses.h"

namespace ggms::audit {

/// Reads what a process (from 1) receives in a round from the words from `first` on, in the form of key_of.
/// Throws base::Error if they don't fit the protocol.
Received read_received(const Protocol& protocol, const TextReader& reader,
                       const std::vector<std::string_view>& words, std::size_t first, int round, int process);

/// Reads a process at a round boundary from a word such as "2", "-c:1@2" or "0on": a state, then letters, a
/// decision and its round. Throws base::Error if it doesn't fit the protocol.
ProcessThen read_process(const Protocol& protocol, const TextReader& reader, std::string_view word,
                         int boundary);

}  // namespace ggms::audit
