#pragma once

#include <optional>
#include <string>

#include "files/protocol.h"
#include "model/step.h"
#include "report/summary.h"
#include "verify/check.h"

namespace ggms::report {

// The objects that commands print under --json, each with a line's end: docs/files.md describes them.

/// Of `ggms show` (schema ggms/show/1).
std::string show_json(const files::Protocol& protocol, const Envelope& envelope);

/// Of `ggms complete` (schema ggms/complete/1), if the protocol was completed. `protocol` is the completed
/// one; `added` entries are new. `text`: the protocol file, if the user asked for no file.
std::string complete_json(const files::Protocol& protocol, std::size_t added,
                          const std::optional<std::string>& text, const Envelope& envelope);

/// The same if the protocol was not completed, because `check` did not verify it.
std::string not_completed_json(const model::Problem& problem, const verify::Check& check,
                               const std::string& why_unknown, const Envelope& envelope);

/// Of `ggms simulate` (schema ggms/simulate/1). `broken`: the property that the execution violates, if any.
std::string simulate_json(const model::Problem& problem, const model::Scenario& scenario,
                          const model::Execution& execution, std::optional<int> broken,
                          const Envelope& envelope);

/// Of `ggms export` (schema ggms/export/1). `text`: the exported text, if the user asked for no file.
std::string export_json(const model::Problem& problem, const std::string& format,
                        const std::optional<std::string>& text, const Envelope& envelope);

}  // namespace ggms::report
