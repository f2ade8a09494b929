#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/stop.h"
#include "files/protocol.h"

namespace ggms::cli {

/// The protocol of a file. Throws base::Error, and base::Stopped (base/input_file.h).
files::Protocol load_protocol(const std::string& path, base::Stop& stop);

/// The protocol's problem with another specification and other faults, where given. Throws base::Error if the
/// specification's values are not those of the protocol.
model::Problem changed_problem(const files::Protocol& protocol, const std::optional<spec::Spec>& spec,
                               const std::optional<model::FaultLimits>& faults);

/// The same problem with these properties only. Throws base::Error, which lists the names, if there is no
/// such property.
model::Problem with_properties(const model::Problem& problem, const std::vector<std::string>& names);

}  // namespace ggms::cli
