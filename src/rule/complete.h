#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/stop.h"
#include "model/machine.h"

namespace ggms::rule {

/// How many entries a total machine may have. Of 531,440 (12 processes) the file took 83 MB, and reading it
/// back 830 MiB: twice that is still what a small computer has.
inline constexpr std::uint64_t kMaxTotalEntries = 1'000'000;

/// Throws base::Error if total machines of this setting have more entries than that.
void require_completable(const model::Setting& setting);

/// The machine with all these entries. What it lacks is filled in by its rules, which `ggms show` prints;
/// where a round has no entries, and so no rules, by the first state. `unneeded` is as rules_of takes it.
/// nullopt if `stop` said so. Throws base::Error as require_completable does.
std::optional<model::Machine> completed(const model::Machine& machine,
                                        const std::vector<model::Entry>& unneeded, base::Stop& stop);

}  // namespace ggms::rule
