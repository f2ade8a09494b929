// Files with lists of reachable configurations (schema ggms/configurations/1).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "audit/runs.h"

namespace ggms::audit {

/// One configuration of a boundary with initial vectors that lead to it, as a line of the file.
std::string configuration_text(const Runs& runs, std::size_t boundary, const Configuration& configuration,
                               const std::vector<std::uint32_t>& starts);

/// The text of a file with all explored configurations. Throws Stopped if told to stop.
std::string write_listing(const Runs& runs, const Poll& poll);

/// Reads the text of such a file for the protocol of these runs. Throws base::Error, with the file and the
/// place, if an item is not a configuration of the protocol's setting, and Stopped if told to stop.
/// Runs::check checks whether the list is complete.
std::vector<Boundary> read_listing(const std::string& json_text, const std::string& file_name,
                                   const Runs& runs, const Poll& poll);

}  // namespace ggms::audit
