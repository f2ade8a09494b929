#pragma once

#include <optional>

#include "search/buffer.h"
#include "search/entries.h"
#include "search/freeze.h"

namespace ggms::search {

/// The entries that could be frozen next.
struct Ambiguity {
  std::optional<EntryId> ambiguous;    // the entry that GGMS Algorithm 4 freezes
  std::optional<EntryId> least_clear;  // the entry whose two most probable moves differ least
};

/// GGMS Algorithm 4: of the entries that the buffer knows and that are not frozen, an entry is ambiguous if
/// its two most probable moves are at least `p_min` probable and differ by at most `diff_max`. The entry of
/// the latest round goes first; within a round the one with the fewest lost messages; among these the one
/// with the lowest number.
Ambiguity most_ambiguous(const Buffer& buffer, const Entries& entries, const FreezeStack& frozen,
                         double p_min, double diff_max);

}  // namespace ggms::search
