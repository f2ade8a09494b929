#pragma once

#include <optional>
#include <string>

#include "model/machine.h"
#include "model/problem.h"
#include "model/scenario.h"

namespace ggms::files {

/// A trace file: one execution in the Informal Trace Format, which Apalache and Quint read and write.
/// `broken` is the name of what it violates, if anything. Same execution, same bytes.
std::string write_trace(const model::Problem& problem, const model::Machine& machine,
                        const model::Scenario& scenario, const std::optional<std::string>& broken);

/// What a trace file tells.
struct TraceFile {
  model::Scenario scenario;
  std::optional<std::string> broken;  // what it says that the run violates
};

/// Reads a trace file of the problem; `file` is what errors cite. Every variable of every state has to be
/// what the machine makes of the file's scenario; throws base::Error that names the first one that is not.
TraceFile read_trace(const std::string& text, const std::string& file, const model::Problem& problem,
                     const model::Machine& machine);

}  // namespace ggms::files
