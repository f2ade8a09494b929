#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/stop.h"
#include "model/machine.h"

namespace ggms::rule {

/// The most entries that a total machine may have. With 531,440 entries (12 processes) the file had 83 MB,
/// and reading it back took 830 MiB; a small computer still has twice that.
inline constexpr std::uint64_t kMaxTotalEntries = 1'000'000;

/// Throws base::Error if total machines of this setting have more entries than that.
void require_completable(const model::Setting& setting);

/// The machine with all these entries. Fills in missing entries by the machine's rules, which `ggms show`
/// prints; if a round has no entries, and so no rules, by the first state. `unneeded` is as for rules_of.
/// nullopt if `stop` is requested. Throws base::Error like require_completable.
std::optional<model::Machine> completed(const model::Machine& machine,
                                        const std::vector<model::Entry>& unneeded, base::Stop& stop);

}  // namespace ggms::rule
