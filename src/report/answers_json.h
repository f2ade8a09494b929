#pragma once

#include <optional>
#include <string>

#include "model/protocol.h"
#include "model/step.h"
#include "report/summary.h"

namespace ggms::report {

// The objects that commands print under --json, each with a line's end: docs/files.md describes them.

/// Of `ggms show` (schema ggms/show/1).
std::string show_json(const model::Protocol& protocol, const Envelope& envelope);

/// Of `ggms simulate` (schema ggms/simulate/1). `broken`: the property that the execution violates, if any.
std::string simulate_json(const model::Problem& problem, const model::Scenario& scenario,
                          const model::Execution& execution, std::optional<int> broken,
                          const Envelope& envelope);

/// Of `ggms export` (schema ggms/export/1). `text`: what was exported, if no file was asked for.
std::string export_json(const model::Problem& problem, const std::string& format,
                        const std::optional<std::string>& text, const Envelope& envelope);

}  // namespace ggms::report
